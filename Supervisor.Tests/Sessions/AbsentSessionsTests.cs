using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

/// <summary>What is told of agents whose session does not run.</summary>
public sealed class AbsentSessionsTests
{
    private static readonly AgentId Ann = new("g", "291");

    private readonly ManualTimeProvider _time = new();
    private readonly List<AgentEvent> _told = [];

    [Fact]
    public async Task TellSignedOut_DisabledAndEnabled_IsToldAnewSinceTheFloorHasForgotten()
    {
        var absent = Absent();
        var plan = new AgentPlan(new AgentProfile(Ann, "Ann", ""), new AgentCredential { AgentId = Ann.WorkNo, PhoneNumber = "1" }, new ScriptedGateway(), default)
        {
            SignedOut = new SignedOutHere("sue", _time.GetUtcNow(), false),
        };
        absent.Keep(new DesiredSessions([plan]));
        await absent.TellSignedOutAsync([plan], default);
        absent.Keep(new DesiredSessions([plan]));
        await absent.TellSignedOutAsync([plan], default);
        Assert.Single(_told);

        absent.Keep(DesiredSessions.None);
        Assert.False(absent.IsToldSignedOut(Ann));
        absent.Keep(new DesiredSessions([plan]));
        await absent.TellSignedOutAsync([plan], default);

        Assert.All(_told, told => Assert.Equal(SessionState.SignedOutHere, Assert.IsType<AgentEvent.SessionMoved>(told).Session.LastCode));
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public async Task Waiting_WhoHasNoRoom_IsCountedUntilThereIsSome()
    {
        var absent = Absent();
        AgentPlan[] plans = [.. ((string[])["291", "292", "293"]).Select(agent =>
            new AgentPlan(new AgentProfile(new AgentId("g", agent), agent, ""), new AgentCredential { AgentId = agent, PhoneNumber = "1" }, new ScriptedGateway(), default))];
        foreach (var plan in plans) await absent.TellNoRoomAsync(plan, default);
        await absent.TellNoRoomAsync(plans[0], default);
        Assert.Equal([SessionPhase.Waiting, SessionPhase.Waiting, SessionPhase.Waiting], absent.Waiting.Select(state => state.Phase));

        absent.Began(plans[0].Id);
        absent.Keep(new DesiredSessions([plans[0], plans[1]]));

        Assert.Equal("no-room", Assert.Single(absent.Waiting).LastCode);
    }

    private AbsentSessions Absent() => new(Surroundings.On(_time) with { Post = Take }, SessionBudget.Unlimited, NullLogger.Instance);

    private ValueTask Take(FloorInput input, CancellationToken cancellationToken)
    {
        _told.Add(((FloorInput.Happened)input).Event.Event);
        return ValueTask.CompletedTask;
    }
}
