using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;
using Supervisor.Web.Realtime;

namespace Supervisor.Tests.Realtime;

public sealed class FloorHubPublisherTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Difference_OneChangedOneGone_NamesBothAndNobodyElse(bool told)
    {
        var before = FloorReducer.Apply(FloorSnapshot.Empty, new FloorInput.Staffed([Profile("1"), Profile("2"), Profile("3")], Noon));
        var after = FloorReducer.Apply(before, new FloorInput.Staffed([Profile("1"), Profile("2")], Noon));
        after = FloorReducer.Apply(after, new FloorInput.Happened(new ObservedEvent
        {
            Agent = new AgentId("g", "2"),
            ReceivedAt = Noon,
            Origin = EventOrigin.Gateway,
            Type = "AgentState_SetRest_Success",
            Event = new AgentEvent.StateEntered(AgentState.Rest),
        }));
        var change = FloorHubPublisher.Difference(before, after, told ? new HashSet<AgentId> { new("g", "1"), new("g", "2"), new("g", "3") } : null, _ => default);
        Assert.Equal(("2", "rest"), (change.Agents.Single().AgentId, change.Agents.Single().State));
        Assert.Equal(new AgentKey("g", "3"), change.Gone.Single());
        Assert.Equal((after.Revision, 1), (change.Revision, change.Totals["rest"]));
    }

    private static AgentProfile Profile(string workNo) => new(new AgentId("g", workNo), workNo, "");
}
