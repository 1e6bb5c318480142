using Supervisor.Domain.Agents;
using Supervisor.Simulator;
using Supervisor.Tests.MainJob;

namespace Supervisor.Tests.Faults;

/// <summary>Three idle agents of a gateway that hands out a new GUID with every answer, and answers polls many times a second.</summary>
public sealed class StormySite : IAsyncLifetime
{
    internal LiveSite Site { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Site = await LiveSite.StartAsync(new SimulatorOptions { Agents = 3, Scenario = false, PollHold = TimeSpan.FromMilliseconds(20), GuidInterval = TimeSpan.FromTicks(1) });
        await Site.ImportAsync();
        for (var agent = 0; agent < 3; agent++) await Site.UntilAsync(agent, AgentState.Idle);
    }

    public async Task DisposeAsync() => await Site.DisposeAsync();
}
