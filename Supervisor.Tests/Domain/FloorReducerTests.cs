using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;

namespace Supervisor.Tests.Domain;

public sealed class FloorReducerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Apply_Staffed_AddsUpdatesAndRemoves()
    {
        var floor = FloorReducer.Apply(FloorSnapshot.Empty, new FloorInput.Staffed([Profile("1", "Ann"), Profile("2", "Bob")], Noon));
        Assert.Equal((2, 2, 1L), (floor.Agents.Count, floor.Totals[AgentState.Unknown], floor.Revision));
        floor = FloorReducer.Apply(floor, new FloorInput.Staffed([Profile("2", "Bert")], Noon));
        Assert.Equal(("Bert", 1), (floor.Agents[new AgentId("g", "2")].Profile.Name, floor.Totals.Agents));
        Assert.Same(floor, FloorReducer.Apply(floor, new FloorInput.Staffed([Profile("2", "Bert")], Noon)));
    }

    [Fact]
    public void Apply_EventOfSomebodyElse_ChangesNothing()
    {
        var floor = FloorReducer.Apply(FloorSnapshot.Empty, new FloorInput.Staffed([Profile("1", "Ann")], Noon));
        Assert.Same(floor, FloorReducer.Apply(floor, Enters("9", AgentState.Rest)));
    }

    [Fact]
    public void Apply_RandomInputs_TotalsAlwaysAddUpAndRevisionGrows()
    {
        var random = new Random(5);
        var floor = FloorSnapshot.Empty;
        for (var i = 0; i < 20_000; i++)
        {
            var before = floor;
            floor = FloorReducer.Apply(floor, random.Next(40) switch
            {
                0 => new FloorInput.Staffed([.. Enumerable.Range(1, 20).Where(_ => random.Next(3) > 0).Select(n => Profile($"{n}", "x"))], Noon),
                1 => new FloorInput.Distrusted(new AgentId("g", $"{random.Next(1, 21)}"), Noon),
                _ => Enters($"{random.Next(1, 21)}", (AgentState)random.Next(9)),
            });
            Assert.Equal(floor.Agents.Count, floor.Totals.Agents);
            foreach (var state in Enum.GetValues<AgentState>()) Assert.Equal(floor.Agents.Values.Count(agent => agent.State == state), floor.Totals[state]);
            Assert.Equal(ReferenceEquals(before, floor) ? 0 : 1, floor.Revision - before.Revision);
        }
    }

    private static AgentProfile Profile(string workNo, string name) => new(new AgentId("g", workNo), name, "");

    private static FloorInput Enters(string workNo, AgentState state) => new FloorInput.Happened(new ObservedEvent
    {
        Agent = new AgentId("g", workNo),
        ReceivedAt = Noon,
        Origin = EventOrigin.Gateway,
        Type = "x",
        Event = new AgentEvent.StateEntered(state),
    });
}
