using System.Data.Common;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Security;

/// <summary>Waits until somebody may stay no longer, for what is open and has no request that would be checked. By our clock, and patient with a store that is locked for a moment: the framework's own is neither.</summary>
internal sealed class StandingWatch(StandingCheck standing, EndedSignIns signIns, IOptions<SecurityOptions> options, TimeProvider time, ILogger<StandingWatch> logger)
{
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(options.Value.RevalidateSeconds);

    /// <summary>Returns when the user may not stay, at once where the sign-in ends, or when that cannot be told for a fault of ours.</summary>
    /// <exception cref="OperationCanceledException">What was open has been closed.</exception>
    public async Task UntilOverAsync(ClaimsPrincipal user, CancellationToken closed)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Hear(string signIn)
        {
            if (signIn == EndedSignIns.NameOf(user)) ended.TrySetResult();
        }

        signIns.Ended += Hear;
        try
        {
            do await PauseAsync(ended.Task, closed);
            while (await MayStayAsync(user, closed));
        }
        catch (Exception fault) when (!closed.IsCancellationRequested)
        {
            logger.StandingFailed(fault);
        }
        finally
        {
            signIns.Ended -= Hear;
        }
    }

    /// <summary>While the store cannot be read nobody's role can be taken away in it either, so who is here stays and the next look decides.</summary>
    public async Task<bool> MayStayAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        try
        {
            return await standing.IsStillGoodAsync(user, cancellationToken);
        }
        catch (DbException fault)
        {
            logger.StandingUnknown(StoreFault.Describe(fault));
            return true;
        }
    }

    private async Task PauseAsync(Task ended, CancellationToken closed)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(closed);
        await Task.WhenAny(ended, Task.Delay(_interval, time, over.Token));
        await over.CancelAsync();
        closed.ThrowIfCancellationRequested();
    }
}
