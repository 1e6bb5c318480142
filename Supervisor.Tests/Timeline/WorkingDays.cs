using System.Text;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Timeline;

/// <summary>Events of plausible working days: calls, breaks, a break in our knowledge, and the end of the shift.</summary>
internal static class WorkingDays
{
    /// <summary>Of agents 101 and following, in order of time and numbered from 1.</summary>
    /// <param name="agents">How many.</param>
    /// <param name="from">Beginning of the first day.</param>
    /// <param name="days">How many.</param>
    /// <param name="until">Nothing is told after it.</param>
    public static List<ObservedEvent> Of(int agents, DateTimeOffset from, int days, DateTimeOffset? until = null)
    {
        var events = new List<ObservedEvent>();
        for (var agent = 0; agent < agents; agent++)
        {
            var random = new Random(agent);
            for (var day = 0; day < days; day++) events.AddRange(Shift((101 + agent).ToString(), from.AddDays(day).AddMinutes(360 + random.Next(180)), random));
        }

        return [.. events.Where(told => until is null || told.ReceivedAt < until).OrderBy(told => told.ReceivedAt).Select((told, i) => told with { Sequence = i + 1 })];
    }

    private static IEnumerable<ObservedEvent> Shift(string agent, DateTimeOffset begins, Random random)
    {
        var (at, ends, call) = (begins, begins.AddHours(8), 0);
        yield return Told("AgentState_Ready");
        while (at < ends)
        {
            at = at.AddSeconds(random.Next(20, 500));
            switch (random.Next(14))
            {
                case 0: yield return Told("AgentState_SetNotReady_Success", """{"reason":"203"}"""); at = at.AddSeconds(random.Next(60, 900)); yield return Told("AgentState_Ready"); continue;
                case 1: yield return Told("AgentState_SetRest_Success", """{"reason":"1"}"""); at = at.AddSeconds(random.Next(300, 1800)); yield return Told("AgentState_Ready"); continue;
                case 2 when random.Next(3) == 0:
                    yield return SessionEvents.Gap(new AgentId("demo", agent), GapCauses.NotRunning, at);
                    at = at.AddSeconds(random.Next(120, 1500));
                    yield return Told("AgentState_Ready");
                    continue;
            }

            var facts = $$"""{"callid":"{{agent}}-{{begins.ToUnixTimeSeconds()}}-{{++call}}","caller":"1380000{{random.Next(1000, 9999)}}","called":"60{{agent}}","skillName":"Sales"{{(random.Next(4) == 0 ? ",\"feature\":7" : "")}}}""";
            yield return Told("AgentEvent_Ringing", facts);
            at = at.AddSeconds(random.Next(3, 20));
            yield return Told("AgentEvent_Talking", facts);
            at = at.AddSeconds(random.Next(20, 600));
            if (random.Next(4) == 0)
            {
                yield return Told("AgentEvent_Hold", facts);
                at = at.AddSeconds(random.Next(10, 90));
                yield return Told("AgentEvent_Talking", facts);
                at = at.AddSeconds(random.Next(10, 90));
            }

            yield return Told("AgentEvent_Call_Release", facts);
            yield return Told("AgentState_Work");
            at = at.AddSeconds(random.Next(10, 120));
            yield return Told("AgentState_CancelWork_Success");
        }

        yield return Told("AgentOther_ShutdownService");

        ObservedEvent Told(string type, string? content = null) => TempStore.Event(0, agent, type) with { ReceivedAt = at, Content = content is null ? default : Encoding.UTF8.GetBytes(content) };
    }
}
