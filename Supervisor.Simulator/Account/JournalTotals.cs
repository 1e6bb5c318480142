using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator;

/// <summary>Sums over one agent's journal within a window. Times are cut to whole milliseconds before they are subtracted, as <c>eventGenTime</c> is.</summary>
/// <param name="AgentId">Employee id.</param>
/// <param name="Milliseconds">By state, all eight of them; the sum is the window, or the part of it since the start of the simulator and up to now.</param>
/// <param name="TalkedIn">Distinct calls talked in within the window, also those answered before it.</param>
/// <param name="Inbound">Inbound calls whose talk began within the window.</param>
/// <param name="Outbound">Outbound calls whose talk began within the window.</param>
/// <param name="RingsNotAnswered">Inbound calls that stopped ringing within the window without being talked in.</param>
/// <param name="Complete">False when stretches of the window were forgotten.</param>
public sealed record JournalTotals(
    string AgentId, IReadOnlyDictionary<string, long> Milliseconds, int TalkedIn, int Inbound, int Outbound, int RingsNotAnswered, bool Complete)
{
    private static readonly string Ringing = SeatState.Ringing.Word();
    private static readonly string Talking = SeatState.Talking.Word();

    /// <summary>Calls whose talk began within the window, one for each call id.</summary>
    public int Answered => Inbound + Outbound;

    /// <param name="agentId">Whose.</param>
    /// <param name="journal">What the agent did.</param>
    /// <param name="from">Begin of the window.</param>
    /// <param name="to">Its end, not later than now: the open stretch counts until then.</param>
    internal static JournalTotals Of(string agentId, SeatJournal journal, DateTimeOffset from, DateTimeOffset to)
    {
        var (begin, end) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        var times = Enum.GetValues<SeatState>().ToDictionary(state => state.Word(), _ => 0L, StringComparer.Ordinal);
        HashSet<string> talkedBefore = [], talkedIn = [], answered = [];
        var (outbound, missed) = (0, 0);
        for (var i = 0; i < journal.Stretches.Count; i++)
        {
            var stretch = journal.Stretches[i];
            var (began, ended) = (stretch.From.ToUnixTimeMilliseconds(), stretch.To?.ToUnixTimeMilliseconds() ?? long.MaxValue);
            times[stretch.State] += Math.Max(0, Math.Min(ended, end) - Math.Max(began, begin));
            if (stretch.CallId is not { } call)
                continue;
            if (stretch.State == Talking && began < end)
            {
                if (ended > begin)
                    talkedIn.Add(call);
                if (talkedBefore.Add(call) && began >= begin && answered.Add(call) && stretch.Direction == "outbound")
                    outbound++;
            }
            // a ring that goes on has no next stretch
            else if (stretch.State == Ringing && stretch.Direction == "inbound" && ended >= begin && ended < end
                && journal.Stretches[i + 1] is var next && (next.State != Talking || next.CallId != call))
            {
                missed++;
            }
        }
        return new(agentId, times, talkedIn.Count, answered.Count - outbound, outbound, missed,
            Complete: journal.Dropped == 0 || journal.Stretches[0].From <= from);
    }
}
