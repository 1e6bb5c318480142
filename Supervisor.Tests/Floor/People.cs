using System.Globalization;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Sessions;

namespace Supervisor.Tests.Floor;

/// <summary>Agents for tests of the floor.</summary>
internal static class People
{
    private static readonly string[] Names = ["Wang Wei", "Li Na", "Maria Keller", "John Okafor", "Aiko Tanaka", "Zhang Min", "Priya Nair", "Lars Holm", "Chen Jing", "Sofia Rossi"];
    private static readonly string[] Teams = ["Sales", "Service", "Billing", "Complaints"];
    private static readonly AgentState[] Day =
    [
        AgentState.Talking, AgentState.Idle, AgentState.Talking, AgentState.WrapUp, AgentState.Talking, AgentState.Idle, AgentState.Busy,
        AgentState.Talking, AgentState.Ringing, AgentState.Rest, AgentState.Talking, AgentState.Hold, AgentState.SignedOut, AgentState.Idle, AgentState.Unknown,
    ];

    public static AgentSnapshot Agent(int number, AgentState state = AgentState.Idle, DateTimeOffset since = default, string? name = null, string team = "Sales") =>
        new(new AgentProfile(new AgentId("main", number.ToString(CultureInfo.InvariantCulture)), name ?? "Agent " + number, team), since)
        {
            State = state,
            LastReceivedAt = since,
            Session = new SessionState { Phase = state == AgentState.Unknown ? SessionPhase.Waiting : SessionPhase.Live, LastCode = state == AgentState.Unknown ? "100-006" : null },
        };

    /// <summary>A plausible floor: every state, calls, reasons, two gateways.</summary>
    public static IEnumerable<AgentSnapshot> Crowd(int count, DateTimeOffset now)
    {
        var random = new Random(7);
        for (var i = 0; i < count; i++)
        {
            var state = Day[random.Next(Day.Length)];
            var most = state switch { AgentState.Talking => 700, AgentState.Ringing => 30, AgentState.Hold => 100, AgentState.WrapUp => 200, AgentState.Unknown => 80, AgentState.Rest => 1300, _ => 2500 };
            var since = now.AddSeconds(-random.Next(most));
            var agent = Agent(1001 + i, state, since, Names[random.Next(Names.Length)] + (i < 10 ? "" : " " + (char)('A' + (i % 26))), Teams[random.Next(Teams.Length)]);
            agent = agent with { Profile = agent.Profile with { Id = new AgentId(i % 5 == 0 ? "north" : "main", agent.Id.WorkNo) } };
            if (state is AgentState.Talking or AgentState.Ringing or AgentState.Hold)
            {
                agent = agent with
                {
                    Call = new CallSnapshot(null, random.Next(3) == 0 ? CallDirection.Outbound : CallDirection.Inbound,
                        "138" + random.Next(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture), "Sales", CallPhase.Talking, since, state == AgentState.Ringing ? null : since),
                };
            }

            if (state == AgentState.Busy) agent = agent with { Reason = random.Next(4) switch { 0 => "1", 1 => "2", 2 => "203", _ => "0" } };
            if (state == AgentState.Unknown) agent = agent with { Reason = "100-006", Session = agent.Session with { NextTryAt = now.AddSeconds(25) } };
            else if (state != AgentState.SignedOut) agent = agent with { SignedInAt = now.AddHours(-random.Next(1, 8)).AddMinutes(-random.Next(60)) };
            yield return agent;
        }
    }
}
