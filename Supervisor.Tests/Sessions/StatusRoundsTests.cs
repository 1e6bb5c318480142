using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Support;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

/// <summary>Five agents of one gateway in push mode. The floor shows them as the test says.</summary>
public sealed class StatusRoundsTests : IAsyncDisposable
{
    private static readonly string[] Ids = ["1001", "1002", "1003", "1004", "1005"];

    private readonly ManualTimeProvider _time = new();
    private readonly JumpingClock _clock;
    private readonly ScriptedGateway _gateway = new();
    private readonly ConcurrentDictionary<string, AgentState> _shown = new();
    private readonly SessionSurroundings _around;
    private readonly AgentSession[] _sessions;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    public StatusRoundsTests()
    {
        _clock = new JumpingClock(_time);
        _around = Surroundings.On(_clock) with { Shown = agent => _shown.GetValueOrDefault(agent.WorkNo, AgentState.Idle) };
        _sessions = [.. Ids.Select(id => new AgentSession(
            new AgentPlan(new AgentProfile(new AgentId("g", id), id, ""), new AgentCredential { AgentId = id, PhoneNumber = id }, _gateway, default) { Callback = new Uri("https://supervisor.example/callback") },
            _around, NullLogger.Instance))];
    }

    [Fact]
    public async Task Round_FloorShowsWhatTheGatewaySays_NobodyIsAskedAlone()
    {
        Says(Ids.ToDictionary(id => id, _ => 4));
        await LiveAsync();
        await UntilAsync(() => Count("allStatus") == 8);
        Assert.Equal(0, Count("status"));
    }

    [Fact]
    public async Task Round_OneIsShownOtherwise_IsAskedWithItsNextHeartbeatAndNobodyElseIs()
    {
        Says(Ids.ToDictionary(id => id, id => id == "1003" ? 3 : 4));
        await LiveAsync();
        await UntilAsync(() => Count("status") == 1);
        Assert.InRange(Count("allStatus"), 1, 2);
        _shown["1003"] = AgentState.Busy;
        var rounds = Count("allStatus");
        await UntilAsync(() => Count("allStatus") == rounds + 4);
        Assert.InRange(Count("status"), 1, 2);
    }

    [Theory]
    [InlineData("000-002")]
    [InlineData("107-048")]
    public async Task Round_IsRefused_SilentAgentsAreAskedOneByOneAndNoSessionIsBlamed(string code)
    {
        _gateway.Answer("allStatus", Enumerable.Repeat(ScriptedGateway.Refused(code), 50).ToArray());
        await LiveAsync();
        await UntilAsync(() => Count("status") >= Ids.Length);
        Assert.All(_sessions, session => Assert.True(session.State is { IsFeeding: true, LastCode: null } && session.Health.Note is null));
    }

    [Fact]
    public async Task Round_EventComesWhileTheGatewayAnswers_IsNotDoubted()
    {
        var held = _gateway.Hold("allStatus");
        await LiveAsync();
        await UntilAsync(() => Count("allStatus") == 1);
        var token = JsonDocument.Parse(_gateway.Forms.First()).RootElement.GetProperty("serviceToken").GetString();
        await _around.Callers.Find(token)!.TakeAsync(new PushBody("", [new GatewayEvent("AgentState_Busy", "", null, default)]), default);
        Says(Ids.ToDictionary(id => id, _ => 4));
        var busy = _sessions.Single(session => session.Health.LastEventAt is not null).Plan.Id.WorkNo;
        _shown[busy] = AgentState.Busy;
        held.SetResult(Told(Ids.ToDictionary(id => id, _ => 4)));
        var beats = Count("heartbeat");
        await UntilAsync(() => Count("heartbeat") >= beats + Ids.Length);
        Assert.Equal(0, Count("status"));
    }

    [Fact]
    public async Task Round_ClockWasSetBackAfterAnEvent_OneShownOtherwiseIsAskedAtOnce()
    {
        Says(Ids.ToDictionary(id => id, _ => 4));
        await LiveAsync();
        var token = JsonDocument.Parse(_gateway.Forms.First()).RootElement.GetProperty("serviceToken").GetString();
        await _around.Callers.Find(token)!.TakeAsync(new PushBody("", [new GatewayEvent("AgentState_Busy", "", null, default)]), default);
        _shown[_sessions.Single(session => session.Health.LastEventAt is not null).Plan.Id.WorkNo] = AgentState.Busy;
        _clock.Wrong = TimeSpan.FromHours(-1);
        var began = _time.GetUtcNow();
        await UntilAsync(() => Count("status") == 1);
        Assert.InRange(_time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var session in _sessions) session.Stop();
        await UntilAsync(() => _running.TrueForAll(task => task.IsCompleted));
        _stop.Dispose();
    }

    private int Count(string operation) => _gateway.Asked.Count(asked => asked == operation);

    private void Says(Dictionary<string, int> statuses) => _gateway.Answer("allStatus", Enumerable.Repeat(Told(statuses), 50).ToArray());

    // numbers as text, as they come in the field, and an agent whom nobody has here
    private static GatewayReply Told(Dictionary<string, int> statuses) => GatewayReply.From(
        new Envelope("0", "", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(statuses.Append(new("9999", 2)).Select(agent => new { workno = agent.Key, name = "x", status = $"{agent.Value}" }))), []), SessionTicket.None);

    private async Task LiveAsync()
    {
        _running.AddRange(_sessions.Select(session => session.RunAsync(default)));
        await UntilAsync(() => _sessions.All(session => session.State.IsFeeding));
        _running.Add(new StatusRounds(() => _sessions, _around, NullLogger.Instance).RunAsync(_stop.Token));
    }

    private Task UntilAsync(Func<bool> condition) => Eventually.IsTrueAsync(() =>
    {
        if (condition()) return true;
        _time.Advance(TimeSpan.FromMilliseconds(250));
        return false;
    });
}
