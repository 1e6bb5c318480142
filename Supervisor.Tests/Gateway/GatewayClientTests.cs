using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Sessions;
using Supervisor.Simulator;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Gateway;

/// <summary>The client against the simulator, over real HTTP, with every kind of trouble.</summary>
public sealed class GatewayClientTests : IAsyncLifetime
{
    private SimulatorServer _gateway = null!;
    private GatewayEndpoint _endpoint = null!;
    private GatewayClient _client = null!;

    public async Task InitializeAsync()
    {
        _gateway = await SimulatorServer.StartAsync(new SimulatorOptions { Agents = 2, Scenario = false, PollHold = TimeSpan.FromMilliseconds(300) }, TimeProvider.System, NullLoggerFactory.Instance, default);
        _endpoint = Endpoint(new ConfiguredGateway { Name = "g", BaseUrl = _gateway.BaseUri.ToString() });
        _client = new GatewayClient(_endpoint, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        _endpoint.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task SignIn_SeedDefaults_PollsTheDocumentedEventsAndSignsOut()
    {
        var reply = await SignInAsync();
        Assert.Equal(Answer.Ok, reply.Answer);
        Assert.NotNull(reply.Ticket.Guid);
        Assert.NotNull(SignInResult.Read(reply.Envelope!.Result).LoginTime);
        Assert.Equal(Answer.Ok, (await _client.EnterQueuesAsync(Agent.Id, "", reply.Ticket, default)).Answer);
        List<string> types = [];
        for (var ticket = reply.Ticket; types.Count < 2;)
        {
            var poll = await _client.PollAsync(Agent.Id, ticket, default);
            ticket = poll.Ticket;
            types.AddRange(poll.Envelope!.Events.Select(sent => sent.Type));
        }

        Assert.Equal(["AgentOther_InService", "AgentState_Ready"], types);
        Assert.Equal(4, AgentStatus.Read((await _client.AskStatusAsync(Agent.Id, reply.Ticket, default)).Envelope!.Result));
        Assert.Equal(Answer.Ok, (await _client.SignOutAsync(Agent.Id, forced: false, reply.Ticket, default)).Answer);
        Assert.Equal(Answer.Refused("100-006"), (await _client.PollAsync(Agent.Id, reply.Ticket, default)).Answer);
    }

    [Fact]
    public async Task SignIn_Twice_IsRefusedUnlessForced()
    {
        await SignInAsync();
        Assert.Equal(Answer.Refused("100-002"), (await SignInAsync()).Answer);
        Assert.Equal(Answer.Ok, (await SignInAsync(forced: true)).Answer);
    }

    [Fact]
    public async Task SignIn_WrongPassword_IsRefusedWithTheCode() =>
        Assert.Equal(Answer.Refused("100-004"), (await SignInAsync(password: "wrong")).Answer);

    public static TheoryData<FaultKind, string, string?> Troubles => new()
    {
        { FaultKind.HttpStatus, "http-500", null },
        { FaultKind.RawBody, "not-protocol", null },
        { FaultKind.RawBody, "not-protocol", """{"message":"","retcode":"0","event":{"event""" },
        { FaultKind.RawBody, "not-protocol", "" },
        { FaultKind.HugeEvent, "too-large", null },
        { FaultKind.ConnectionReset, "reset", null },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Poll_Trouble_IsAValueAndTheNextPollWorks(FaultKind kind, string code, string? body)
    {
        var ticket = (await SignInAsync()).Ticket;
        _gateway.Faults.Add(new Fault { Kind = kind, Operation = "poll", Count = 1, Status = 500, Body = body, Megabytes = 20 });
        GatewayReply troubled;
        do troubled = await _client.PollAsync(Agent.Id, ticket, default);
        while (troubled.Envelope?.Events.Count > 0);
        Assert.Equal(Answer.Unreachable(code), troubled.Answer);
        Assert.NotNull(troubled.Fault);
        Assert.Equal(Answer.Ok, (await _client.PollAsync(Agent.Id, ticket, default)).Answer);
    }

    [Theory]
    [InlineData(FaultKind.NativeTypes)]
    [InlineData(FaultKind.NullEvent)]
    [InlineData(FaultKind.UnknownEvent)]
    public async Task Poll_OddButReadable_IsOk(FaultKind kind)
    {
        var ticket = (await SignInAsync()).Ticket;
        _gateway.Faults.Add(new Fault { Kind = kind, Operation = "poll", Count = 1 });
        Assert.Equal(Answer.Ok, (await _client.PollAsync(Agent.Id, ticket, default)).Answer);
    }

    [Fact]
    public async Task Poll_NobodyListens_IsConnect()
    {
        await _gateway.StopListeningAsync();
        Assert.Equal(Answer.Unreachable("connect"), (await _client.PollAsync(Agent.Id, SessionTicket.None, default)).Answer);
    }

    [Fact]
    public async Task Poll_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _client.PollAsync(Agent.Id, SessionTicket.None, cancelled.Token));
    }

    private SimulatedAgent Agent => _gateway.Agents[0];

    private Task<GatewayReply> SignInAsync(bool forced = false, string? password = null) =>
        _client.SignInAsync(Agent.Id, SignInForm.Write(new AgentCredential { AgentId = Agent.Id, PhoneNumber = Agent.PhoneNumber }, password ?? Agent.Password), forced, default);

    private static GatewayEndpoint Endpoint(ConfiguredGateway gateway)
    {
        var (endpoint, error) = GatewayEndpoint.Create(gateway, []);
        Assert.Null(error);
        return endpoint!;
    }
}
