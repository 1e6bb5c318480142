using System.Globalization;
using System.Text;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;

namespace Supervisor.Benchmarks.History;

/// <summary>Events of a busy floor, about two hundred bytes each, one after the other.</summary>
internal static class Flow
{
    private const int Agents = 500;
    private static readonly AgentId[] Ids = [.. Enumerable.Range(0, Agents).Select(n => new AgentId("bench", (1000 + n).ToString(CultureInfo.InvariantCulture)))];
    private static readonly string[] Types = ["AgentState_Ready", "AgentEvent_Ringing", "AgentEvent_Talking", "AgentState_Work", "AgentState_SetNotReady_Success", "AgentState_Busy"];

    public static IEnumerable<ObservedEvent> Of(int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        return Enumerable.Range(1, count).Select(sequence => One(sequence, now.AddTicks(sequence)));
    }

    public static ObservedEvent One(long sequence, DateTimeOffset at)
    {
        var (agent, type) = (Ids[sequence % Agents], Types[sequence / Agents % Types.Length]);
        return new ObservedEvent
        {
            Sequence = sequence,
            Agent = agent,
            ReceivedAt = at,
            Origin = EventOrigin.Gateway,
            Type = type,
            Event = new AgentEvent.Informational(),
            Content = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $$"""{"retcode":"0","message":"","event":{"eventType":"{{type}}","workNo":"{{agent.WorkNo}}","content":{"caller":"02{{sequence:00000000}}","called":"40080012","callid":"1766{{sequence:000000000000}}-7","feature":11} } }""")),
        };
    }
}
