using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Replay;

/// <summary>Reads the floor of the past out of the history.</summary>
public interface IPastReader
{
    /// <summary>The floor at <paramref name="at"/> and the minutes after it; at the present where that is earlier.</summary>
    Task<PastOpening> OpenAsync(DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The next minutes from <paramref name="from"/> on.</summary>
    Task<PastWindow> AheadAsync(DateTimeOffset from, CancellationToken cancellationToken);

    /// <summary>The last change of one of <paramref name="agents"/> before <paramref name="at"/>, and the first one after it.</summary>
    Task<PastNeighbours> ChangesAroundAsync(IReadOnlyCollection<AgentId> agents, DateTimeOffset at, CancellationToken cancellationToken);
}
