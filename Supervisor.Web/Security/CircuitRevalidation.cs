using System.Data.Common;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Security;

/// <summary>
/// Signs open pages out when the user was disabled, or the password or roles changed; <c>SessionGuard</c> then leaves the page. The framework's own base class for this waits by the machine's clock, and sends
/// everybody away when the store is locked for a moment.
/// </summary>
internal sealed class CircuitRevalidation : ServerAuthenticationStateProvider, IDisposable
{
    private readonly StandingCheck _standing;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly ILogger<CircuitRevalidation> _logger;
    private CancellationTokenSource _ended = new();

    public CircuitRevalidation(StandingCheck standing, IOptions<SecurityOptions> options, TimeProvider time, ILogger<CircuitRevalidation> logger)
    {
        (_standing, _interval, _time, _logger) = (standing, TimeSpan.FromSeconds(options.Value.RevalidateSeconds), time, logger);
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
        // nobody awaits it: it ends with the circuit, and catches what goes wrong
        _ = WatchAsync(state, _ended.Token);
    }

    private async Task WatchAsync(Task<AuthenticationState> state, CancellationToken ended)
    {
        try
        {
            var user = (await state).User;
            if (user.Identity is not { IsAuthenticated: true }) return;
            do await Task.Delay(_interval, _time, ended);
            while (await MayStayAsync(user, ended));
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault)
        {
            _logger.StandingFailed(fault);
        }

        if (!ended.IsCancellationRequested) SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
    }

    /// <summary>While the store cannot be read nobody's role can be taken away in it either, so the page stays and the next look decides.</summary>
    private async Task<bool> MayStayAsync(ClaimsPrincipal user, CancellationToken ended)
    {
        try
        {
            return await _standing.IsStillGoodAsync(user, ended);
        }
        catch (DbException fault)
        {
            _logger.StandingUnknown(StoreFault.Describe(fault));
            return true;
        }
    }
}
