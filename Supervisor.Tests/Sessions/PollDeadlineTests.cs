using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Sessions;
using Supervisor.Simulator;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

/// <summary>A gateway that holds polls for longer than it does as it is delivered. Gateway and client have a clock each: the test says how long the client has waited when the gateway answers.</summary>
public sealed class PollDeadlineTests : IAsyncLifetime
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(40);

    private readonly ManualTimeProvider _theirs = new(), _ours = new();
    private SimulatorServer _gateway = null!;
    private TempStore _store = null!;

    public async Task InitializeAsync()
    {
        _gateway = await SimulatorServer.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, PollHold = Hold, SessionTimeout = TimeSpan.FromDays(1) }, _theirs, NullLoggerFactory.Instance, default);
        _store = await TempStore.CreateAsync();
        var gateway = new ConfiguredGateway { Name = "slow", BaseUrl = _gateway.BaseUri.ToString(), ChangedAt = TempStore.Noon };
        gateway.Agents.Add(new AgentCredential { AgentId = Agent.Id, PhoneNumber = Agent.PhoneNumber, ChangedAt = TempStore.Noon });
        await using var db = _store.Open();
        db.Gateways.Add(gateway);
        await db.SaveChangesAsync();
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _store.Dispose();
    }

    [Theory]
    [InlineData(45, null)]
    [InlineData(15, Failure.Timeout)]
    public async Task Poll_HeldForLong_IsWaitedForAsLongAsTheSettingSays(int deadline, string? failure)
    {
        using var roster = new SessionRoster(_store.Contexts, Options.Create(new SessionOptions { PollDeadline = TimeSpan.FromSeconds(deadline) }), _ours, NullLogger<SessionRoster>.Instance);
        var plan = (await roster.ReadAsync(default))!.Value.Single();
        var ticket = (await plan.Client.SignInAsync(Agent.Id, SignInForm.Write(plan.Credential, Agent.Password), false, default)).Ticket;
        // the first one opens the connection, which has a deadline of its own
        var reply = await PollAsync(plan.Client, ticket, TimeSpan.Zero);
        // the next ones bring what the sign-in itself has raised
        do reply = await PollAsync(plan.Client, reply.Ticket, Hold);
        while (reply.Envelope?.Events.Count > 0);

        Assert.Equal(failure is null ? Answer.Ok : Answer.Unreachable(failure), reply.Answer);
    }

    [Theory]
    [InlineData(false, 16)]
    [InlineData(true, 46)]
    public async Task Deadline_OfPolls_IsTheirsAlone(bool ofPolls, int after)
    {
        using var calls = new StandingCalls(_ours, TimeSpan.FromSeconds(45));
        using var endless = new HttpMessageInvoker(new Silent());
        var endpoint = GatewayEndpoint.Create(new ConfiguredGateway { Name = "g", BaseUrl = "http://gateway/" }, []).Endpoint!;
        using (endpoint)
        {
            var call = calls.Begin(ofPolls ? Repeated.Poll : Repeated.Heartbeat, "291", SessionTicket.None, new GatewayCall(endpoint.Request(HttpMethod.Get, "x"), _ours));
            var sending = call.SendAsync(endpoint, endless, default).AsTask();
            _ours.Advance(TimeSpan.FromSeconds(after - 2));
            Assert.False(call.Late.IsCancellationRequested);
            _ours.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(Answer.Unreachable(Failure.Timeout), (await sending).Answer);
        }
    }

    private async Task<GatewayReply> PollAsync(IGatewayClient client, SessionTicket ticket, TimeSpan waits)
    {
        var polling = client.PollAsync(Agent.Id, ticket, default).AsTask();
        _ours.Advance(waits);
        await Eventually.IsTrueAsync(() =>
        {
            if (polling.IsCompleted) return true;
            _theirs.Advance(TimeSpan.FromSeconds(1));
            return false;
        });
        return await polling;
    }

    private SimulatedAgent Agent => _gateway.Agents[0];

    private sealed class Silent : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously).Task.WaitAsync(cancellationToken);
    }
}
