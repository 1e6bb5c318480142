using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Support;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

/// <summary>Orders beside the poll, and beside nothing else.</summary>
public sealed class AgentSessionOrderTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedGateway _gateway = new();
    private readonly AgentSession _session;

    public AgentSessionOrderTests()
    {
        var plan = new AgentPlan(new AgentProfile(new AgentId("g", "291"), "Ann", ""), new AgentCredential { AgentId = "291", PhoneNumber = "40038" }, _gateway, default);
        _session = new AgentSession(plan, Surroundings.On(_time), NullLogger.Instance);
    }

    [Fact]
    public async Task Order_WhileAPollHangs_IsSentAtOnceAndThePollGoesOn()
    {
        var running = await LiveAsync();
        var end = await _session.OrderAsync(GatewayOrder.SayFree);
        Assert.True(end.IsAccepted);
        Assert.Equal(["signIn", "queues", "poll", "order"], _gateway.Asked);
        Assert.Equal(2, _gateway.MostInFlight);
        await StopAsync(running);
    }

    [Fact]
    public async Task Order_WhileAnotherIsUnanswered_WaitsForItsTurn()
    {
        var running = await LiveAsync();
        var held = _gateway.Hold("order");
        var first = _session.OrderAsync(GatewayOrder.SayFree);
        var second = _session.OrderAsync(GatewayOrder.CancelRest);
        Assert.Equal(1, _gateway.Asked.Count(asked => asked == "order"));
        held.SetResult(ScriptedGateway.Refused("100-009"));
        Assert.Equal("100-009", (await first).Answer.Code);
        Assert.True((await second).IsAccepted);
        Assert.Equal(2, _gateway.MostInFlight);
        await StopAsync(running);
    }

    [Fact]
    public async Task Order_WhileTheSessionSignsIn_IsNotSent()
    {
        var held = _gateway.Hold("signIn");
        var running = _session.RunAsync(default);
        await Eventually.IsTrueAsync(() => _gateway.Asked.Contains("signIn"));
        Assert.Equal(OrderEnd.NotSent, await _session.OrderAsync(GatewayOrder.SayFree));
        held.SetResult(ScriptedGateway.Ok());
        await UntilAsync(() => _session.Health.State.IsFeeding);
        await StopAsync(running);
        Assert.DoesNotContain("order", _gateway.Asked);
    }

    [Fact]
    public async Task Stop_CutsTheCall_SignsOutByForceAtOnce()
    {
        var running = await LiveAsync();
        _session.Stop(cutsCall: true);
        await running;
        Assert.Equal("forcedSignOut", _gateway.Asked.Last());
    }

    [Fact]
    public async Task Order_ItsAnswerBringsAGuid_ThePollsOldAnswerDoesNotPutTheOldOneBack()
    {
        var poll = _gateway.Hold("poll");
        var running = await LiveAsync();
        _gateway.Answer("order", GatewayReply.From(new Envelope("0", "", default, []), new SessionTicket("newer", null)));
        await _session.OrderAsync(GatewayOrder.SayFree);
        // the poll was sent with the older one, and brings nothing
        poll.SetResult(ScriptedGateway.Ok());
        await UntilAsync(() => _gateway.Asked.Count(asked => asked == "poll") == 2);
        await _session.OrderAsync(GatewayOrder.SayFree);
        Assert.Equal(["guid", "newer"], _gateway.Tickets.Select(ticket => ticket.Guid));
        await StopAsync(running);
    }

    [Theory]
    [InlineData("a", "a", "a", "a")] // nothing new
    [InlineData("a", "a", "b", "b")] // the answer brings one
    [InlineData("c", "a", "a", "c")] // another request has brought one meanwhile
    [InlineData("c", "a", "b", "c")] // both have: the one that came first stays
    public void Renewed_TwoRequestsAtOnce_KeepsWhatWasBrought(string now, string shown, string answered, string expected)
    {
        Assert.Equal(expected, new SessionTicket(now, "x=1").Renewed(new(shown, "x=1"), new(answered, "x=1")).Guid);
        Assert.Equal(expected, new SessionTicket("g", now).Renewed(new("g", shown), new("g", answered)).Cookies);
    }

    private async Task<Task> LiveAsync()
    {
        var running = _session.RunAsync(default);
        await UntilAsync(() => _session.Health.State.Phase == SessionPhase.Live && _gateway.Asked.Contains("poll"));
        return running;
    }

    private Task UntilAsync(Func<bool> condition) => Eventually.IsTrueAsync(() =>
    {
        if (condition()) return true;
        _time.Advance(TimeSpan.FromMilliseconds(250));
        return false;
    });

    private async Task StopAsync(Task running)
    {
        _session.Stop();
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        await running;
    }
}
