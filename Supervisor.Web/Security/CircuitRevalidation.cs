using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Supervisor.Web.Security;

/// <summary>Signs open pages out when the user was disabled, the password or roles changed, or the sign-in has ended; <c>SessionGuard</c> then leaves the page, and <see cref="CircuitCut"/> ends one that is not left.</summary>
internal sealed class CircuitRevalidation : ServerAuthenticationStateProvider, IDisposable
{
    private readonly StandingWatch _standing;
    private CancellationTokenSource _ended = new();

    public CircuitRevalidation(StandingWatch standing)
    {
        _standing = standing;
        AuthenticationStateChanged += Watch;
    }

    public void Dispose()
    {
        AuthenticationStateChanged -= Watch;
        _ended.Cancel();
        _ended.Dispose();
    }

    private void Watch(Task<AuthenticationState> state)
    {
        _ended.Cancel();
        _ended.Dispose();
        _ended = new CancellationTokenSource();
        // nobody awaits it: it ends with the circuit, and what goes wrong is caught where it waits
        _ = WatchAsync(state, _ended.Token);
    }

    private async Task WatchAsync(Task<AuthenticationState> state, CancellationToken ended)
    {
        try
        {
            var user = (await state).User;
            if (user.Identity is not { IsAuthenticated: true }) return;
            await _standing.UntilOverAsync(user, ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return;
        }

        if (!ended.IsCancellationRequested) SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
    }
}
