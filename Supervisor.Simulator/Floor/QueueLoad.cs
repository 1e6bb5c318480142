namespace Supervisor.Simulator.Floor;

/// <summary>How a skill queue stands.</summary>
/// <param name="Skill">Id of the queue.</param>
/// <param name="Waiting">Inbound calls not answered yet.</param>
/// <param name="LongestWait">Whole seconds that the oldest of them waits; 0 when none does.</param>
/// <param name="SignedIn">Agents that entered the queue.</param>
/// <param name="Available">Those of them a call could be given to.</param>
/// <param name="Talking">Those of them in a call.</param>
internal sealed record QueueLoad(string Skill, int Waiting, long LongestWait, int SignedIn, int Available, int Talking)
{
    public static QueueLoad Of(string skill, IReadOnlyCollection<SeatView> floor, DateTimeOffset now)
    {
        DateTimeOffset[] waiting = [.. floor.Select(view => view.Call).OfType<CallRecord>().Where(call => call.Waits && call.Call.Skill == skill).Select(call => call.Call.BeganAt)];
        SeatView[] agents = [.. floor.Where(view => view.Entered.Contains(skill))];
        return new(skill, waiting.Length, waiting.Length == 0 ? 0 : Math.Max(0, (long)(now - waiting.Min()).TotalSeconds),
            agents.Length, agents.Count(view => view.Available), agents.Count(view => view.IsWorking));
    }
}
