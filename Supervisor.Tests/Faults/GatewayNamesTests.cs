using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Simulator;
using Supervisor.Tests.Support;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Faults;

public sealed class GatewayNamesTests : IAsyncLifetime
{
    private static readonly IPAddress[] Here = [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2")];
    private static readonly IPAddress[] There = [IPAddress.Parse("192.0.2.7")];

    private readonly ManualTimeProvider _time = new();
    private SimulatorServer _gateway = null!;
    private Cable _cable = null!;
    private GatewayEndpoint _endpoint = null!;
    private GatewayNames _names = null!;
    private Func<IPAddress[]> _answer = () => Here;

    public async Task InitializeAsync()
    {
        _gateway = await SimulatorServer.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false }, TimeProvider.System, NullLoggerFactory.Instance, default);
        _cable = Cable.To(_gateway.BaseUri);
        // a name, whose addresses the test tells the watch; the machine itself always finds the cable
        _endpoint = GatewayEndpoint.Create(new ConfiguredGateway { Name = "g", BaseUrl = $"http://localhost:{_cable.Address.Port}/agentgateway/resource/" }, []).Endpoint!;
        _names = Watch();
        await LookAsync();
    }

    public async Task DisposeAsync()
    {
        _endpoint.Dispose();
        _names.Dispose();
        await _cable.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    /// <summary>A gateway that was moved and still answers at its old address: what is under way is not cut, and the next request goes over a new connection.</summary>
    [Fact]
    public async Task Moved_WhileAPollIsUnderWay_CutsNothingAndTheNextOneConnectsAnew()
    {
        _gateway.Faults.Add(new Fault { Kind = FaultKind.Latency, Count = 1, Delay = TimeSpan.FromMilliseconds(300) });
        var underWay = PollAsync();
        await Eventually.IsTrueAsync(() => _cable.Opened == 1, "the poll");
        _answer = () => There;
        await LookAsync();
        Assert.Equal("100-006", await underWay);
        Assert.Equal("100-006", await PollAsync());
        Assert.Equal("100-006", await PollAsync());
        Assert.Equal(2, _cable.Opened);
    }

    [Fact]
    public async Task NotMoved_OrderOrOneAddressChangedOrNameServerAway_NobodyConnectsAnew()
    {
        await PollAsync();
        foreach (var answer in new Func<IPAddress[]>[] { () => [.. Here.Reverse()], () => [Here[1], There[0]], () => [], () => throw new SocketException((int)SocketError.TryAgain) })
        {
            _answer = answer;
            await LookAsync();
        }

        await PollAsync();
        Assert.Equal(1, _cable.Opened);
    }

    [Fact]
    public async Task Moved_AgainAndAgain_IsFollowedOnceInFiveMinutes()
    {
        for (var turn = 0; turn < 10; turn++)
        {
            _answer = turn % 2 == 0 ? () => There : () => Here;
            await LookAsync();
            await PollAsync();
            _time.Advance(GatewayNames.Interval);
        }

        Assert.Equal(1, _cable.Opened);
    }

    private GatewayNames Watch() => new(null!, _time, NullLogger<GatewayNames>.Instance) { Resolve = (_, _) => Task.FromResult(_answer()) };

    private Task LookAsync() => _names.LookAsync([_endpoint], default);

    private async Task<string?> PollAsync() => (await new GatewayClient(_endpoint, TimeProvider.System).PollAsync(_gateway.Agents[0].Id, SessionTicket.None, default)).Answer.Code;
}
