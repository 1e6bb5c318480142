namespace Supervisor.Web.Sessions;

/// <summary>
/// In push mode a lost event stays lost (protocol.md section 7.4). Every half minute each gateway is asked, in one request, what all its agents do: whose floor shows the same need not be asked one by one.
/// A gateway that does not answer it, or not this agent, costs that one request: its silent agents are asked as before.
/// </summary>
/// <param name="sessions">All that run.</param>
/// <param name="around">What they share.</param>
/// <param name="logger">Takes what cannot happen.</param>
internal sealed class StatusRounds(Func<IEnumerable<AgentSession>> sessions, SessionSurroundings around, ILogger logger)
{
    /// <summary>From one round to the next (protocol.md section 7.4: every 10 to 30 s).</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromSeconds(30);

    // below that the agents' own questions cost no more
    private const int Fewest = 3;

    /// <summary>Goes on until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Turn, around.Time, stop);
                var gateways = sessions().Where(session => session is { Plan.Callback: not null, State.IsFeeding: true }).GroupBy(session => session.Plan.Client);
                await Task.WhenAll(gateways.Select(gateway => RoundAsync([.. gateway], stop)));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                logger.RoundFailed(fault, Turn.TotalSeconds);
            }
        }
    }

    private async Task RoundAsync(AgentSession[] pushed, CancellationToken stop)
    {
        if (pushed.Length < Fewest) return;
        var asked = around.Time.GetTimestamp();
        // another one each time: what one agent may not ask another may
        var asker = pushed[(int)(around.Jitter() * (pushed.Length - 1))];
        if (await asker.AskAllStatusAsync(stop) is not { } told) return;
        foreach (var session in pushed)
            if (told.TryGetValue(session.Plan.Id.WorkNo, out var status)) session.Compare(status, asked);
    }
}
