using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Support;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class AgentSessionPushTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedGateway _gateway = new();
    private readonly ConcurrentQueue<FloorInput.Happened> _posted = new();
    private readonly TokenTable<PushFeed> _callers;
    private AgentSession _session;
    private IReadOnlyList<GatewayEvent> _stored = [];
    private int _moved;
    private Task _running = Task.CompletedTask;

    public AgentSessionPushTests()
    {
        _callers = new(_time);
        _session = NewSession(null);
    }

    [Fact]
    public async Task Run_SignsInWithBothFieldsOfPushMode_AndNeverPolls()
    {
        await LiveAsync();
        var form = JsonDocument.Parse(_gateway.Forms.Single()).RootElement;
        Assert.Equal("https://supervisor.example/callback/agentevent", form.GetProperty("callBackUri").GetString());
        Assert.Matches("^[0-9a-zA-Z]{1,50}$", form.GetProperty("serviceToken").GetString());
        await HeartbeatsAsync(3);
        Assert.DoesNotContain("poll", _gateway.Asked);
        Assert.Equal(1, _gateway.MostInFlight);
    }

    [Fact]
    public async Task Run_Heartbeats_EachHalfMinute_WithANewTokenEachMinute()
    {
        await LiveAsync();
        var first = _time.GetUtcNow();
        await HeartbeatsAsync(9);

        Assert.InRange(_time.GetUtcNow() - first, TimeSpan.FromSeconds(269), TimeSpan.FromSeconds(272));
        var tokens = _gateway.Tokens.Take(8).ToArray();
        Assert.Equal(4, tokens.Distinct().Count() - (tokens[0] == tokens[1] ? 0 : 1));
        Assert.All(tokens.Skip(1).SkipLast(1).Chunk(2), pair => Assert.Equal(pair[0], pair[^1]));
        Assert.Equal(first.AddSeconds(270), _session.Health.LastHeartbeatAt!.Value, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Push_WithTheTokenOfTheSignIn_BeforeItsAnswer_IsPostedAfterIt()
    {
        var held = _gateway.Hold("signIn");
        _running = _session.RunAsync(default);
        await Eventually.IsTrueAsync(() => !_gateway.Forms.IsEmpty);
        await PushAsync("AgentOther_InService", "AgentState_Ready");
        Assert.DoesNotContain(_posted, posted => posted.Event.Origin == EventOrigin.Gateway);

        held.SetResult(ScriptedGateway.Ok());
        await UntilAsync(() => _session.Health.State.IsFeeding);

        var types = _posted.Select(posted => posted.Event.Event switch
        {
            AgentEvent.SessionMoved moved => moved.Session.Phase.ToString(),
            _ => posted.Event.Type,
        });
        Assert.Equal(["SigningIn", "EnteringQueues", "AgentOther_InService", "AgentState_Ready", "Live"], types);
    }

    [Theory]
    [InlineData("http-404")]
    [InlineData("http-405")]
    [InlineData("000-002")]
    public async Task Heartbeat_OldGateway_IsSentTheOldForm_WithTheTokenUnchanged(string code)
    {
        _gateway.Answer("heartbeat", code.StartsWith("http", StringComparison.Ordinal) ? GatewayReply.Failed(code, SessionTicket.None) : ScriptedGateway.Refused(code));
        await LiveAsync();
        await UntilAsync(() => _gateway.Asked.Count(asked => asked == "oldHeartbeat") == 4);

        Assert.Single(_gateway.Asked, asked => asked == "heartbeat");
        Assert.Equal(1, _callers.Count);
        Assert.True(_session.Health.State.IsFeeding);
    }

    [Fact]
    public async Task Heartbeat_WithANewGuid_IsUsedFromThenOn()
    {
        await LiveAsync();
        _gateway.Answer("heartbeat", GatewayReply.From(new Envelope("0", "", default, []), new SessionTicket("second", null)));
        await HeartbeatsAsync(1);
        await UntilAsync(() => _session.Kept?.Guid == "second");
    }

    [Fact]
    public async Task Silence_IsReconciledWithTheStatus_AndOnlyWhatIsNewIsKept()
    {
        await LiveAsync();
        _gateway.Answer("status", Enumerable.Repeat(GatewayReply.From(new Envelope("0", "", """{"agentState":3}"""u8.ToArray(), []), SessionTicket.None), 5).ToArray());
        await UntilAsync(() => _posted.Any(posted => posted.Event.Event is AgentEvent.StatusReported { GatewayStatus: 3 }));

        Assert.All(_posted.Where(posted => posted.Event.Event is AgentEvent.StatusReported), posted => Assert.Equal(Keep.WhereNew, posted.Keep));
        Assert.InRange(_gateway.Asked.Count(asked => asked == "heartbeat"), 2, 3);
    }

    [Fact]
    public async Task Silence_EventPushedWhileTheStatusIsAsked_AsksAgain()
    {
        await LiveAsync();
        var held = _gateway.Hold("status");
        await UntilAsync(() => _gateway.Asked.Contains("status"));
        await PushAsync("AgentState_Work");
        held.SetResult(GatewayReply.From(new Envelope("0", "", """{"agentState":4}"""u8.ToArray(), []), SessionTicket.None));
        await UntilAsync(() => _gateway.Asked.Count(asked => asked == "status") == 2);

        Assert.DoesNotContain(_posted, posted => posted.Event.Event is AgentEvent.StatusReported { GatewayStatus: 4 });
    }

    [Fact]
    public async Task Heartbeat_NothingPushedSinceTheSignIn_IsAFaultThatSaysWhatToLookAt()
    {
        await LiveAsync();
        await HeartbeatsAsync(1);
        await UntilAsync(() => _session.Health.Fault?.Contains("callback address", StringComparison.Ordinal) == true);
        var said = _session.Health.FaultAt;
        await PushAsync("AgentState_Ready");
        await HeartbeatsAsync(4);
        Assert.Equal(said, _session.Health.FaultAt);
    }

    [Fact]
    public async Task Push_OfTheSignOut_EndsTheSession()
    {
        await LiveAsync();
        await PushAsync("AgentOther_ShutdownService");
        await Eventually.IsTrueAsync(() => _session.Health.State is { Phase: SessionPhase.Waiting, LastCode: "signed-out" });
    }

    [Fact]
    public async Task Stop_EndsTheTokens()
    {
        await LiveAsync();
        Assert.Equal(1, _callers.Count);
        _session.Stop();
        await _running;
        Assert.Equal(0, _callers.Count);
        Assert.Equal("signOut", _gateway.Asked.Last());
    }

    /// <summary>The gateway goes on pushing with it: with another one the next session would refuse what is pushed.</summary>
    [Fact]
    public async Task Stop_MeetsACall_KeepsTheTokenThatTheGatewayShows()
    {
        await LiveAsync();
        var token = _session.Kept!.ServiceToken;
        _gateway.Answer("signOut", [.. Enumerable.Repeat(ScriptedGateway.Refused("100-010"), 4)]);
        _session.Stop();
        await UntilAsync(() => _running.IsCompleted);
        Assert.NotNull(token);
        Assert.Equal(token, _session.Kept?.ServiceToken);
        Assert.Equal(0, _callers.Count);
    }

    [Fact]
    public async Task Run_KeptSignIn_GoesOnWithItsTokenAfterAFreshGuidAndAHeartbeat()
    {
        var kept = new KeptSignIn("g", "291", 0, "old", null, _time.GetUtcNow(), null, InQueues: true) { Callback = new Uri("https://supervisor.example/callback/agentevent"), ServiceToken = "kept" };
        _session = NewSession(kept);
        await LiveAsync();

        Assert.Equal(["updateGuid", "heartbeat", "status"], _gateway.Asked);
        Assert.Equal(["kept"], _gateway.Tokens);
        Assert.NotNull(_callers.Find("kept"));
    }

    [Fact]
    public async Task Run_KeptSignIn_IsKeptFromTheFirstMomentAndToldWhenItHolds()
    {
        var kept = new KeptSignIn("g", "291", 0, "old", null, _time.GetUtcNow(), null, InQueues: true) { Callback = new Uri("https://supervisor.example/callback/agentevent"), ServiceToken = "kept" };
        _session = NewSession(kept);
        Assert.Equal(kept, _session.Kept);
        Assert.Equal(0, _moved);
        await LiveAsync();
        Assert.Equal(1, _moved);
    }

    [Fact]
    public async Task Push_StoredByTheRunBefore_IsHandedOnOnlyWhereItIsNew()
    {
        var at = _time.GetUtcNow();
        _stored = [new GatewayEvent("AgentState_Work", "291", at, default)];
        _session = NewSession(new KeptSignIn("g", "291", 0, "old", null, at, null, InQueues: true) { Callback = new Uri("https://supervisor.example/callback/agentevent"), ServiceToken = "kept" });
        await LiveAsync();
        _posted.Clear();
        await _callers.Find("kept")!.TakeAsync(new PushBody("291", [.. _stored, new GatewayEvent("AgentState_Ready", "291", at, default)]), default);
        Assert.Equal("AgentState_Ready", Assert.Single(_posted).Event.Type);
    }

    public async ValueTask DisposeAsync()
    {
        _session.Stop();
        while (!_running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

    }

    private AgentSession NewSession(KeptSignIn? kept)
    {
        var plan = new AgentPlan(new AgentProfile(new AgentId("g", "291"), "Ann", ""), new AgentCredential { AgentId = "291", PhoneNumber = "40038" }, _gateway, default)
        {
            Callback = new Uri("https://supervisor.example/callback/agentevent"),
        };
        var around = Surroundings.On(_time) with
        {
            Post = Post,
            Callers = _callers,
            ReadStored = (_, _) => Task.FromResult<IReadOnlyList<GatewayEvent>>(_stored),
        };
        return new AgentSession(plan, around, NullLogger.Instance, kept) { SignInMoved = () => _moved++ };
    }

    private async Task LiveAsync()
    {
        _running = _session.RunAsync(default);
        await UntilAsync(() => _session.Health.State.IsFeeding);
    }

    private Task HeartbeatsAsync(int count) => UntilAsync(() => _gateway.Asked.Count(asked => asked == "heartbeat") >= count);

    private async Task PushAsync(params string[] types)
    {
        var token = JsonDocument.Parse(_gateway.Forms.Last()).RootElement.GetProperty("serviceToken").GetString();
        Assert.Equal(PushOutcome.Taken, await _callers.Find(token)!.TakeAsync(new PushBody("291", [.. types.Select(type => new GatewayEvent(type, "291", null, default))]), default));
    }

    private ValueTask Post(FloorInput input, CancellationToken cancellationToken)
    {
        _posted.Enqueue((FloorInput.Happened)input);
        return ValueTask.CompletedTask;
    }

    private Task UntilAsync(Func<bool> condition) => Eventually.IsTrueAsync(() =>
    {
        if (condition()) return true;
        _time.Advance(TimeSpan.FromMilliseconds(250));
        return false;
    });
}
