namespace Supervisor.Benchmarks.Load;

/// <summary>What a <see cref="Site"/> is to do otherwise than by default.</summary>
internal sealed record SitePlan
{
    /// <summary>The gateway speaks HTTPS.</summary>
    public bool Https { get; init; }

    /// <summary>More arguments of the simulator.</summary>
    public string[] Simulator { get; init; } = [];

    /// <summary>More settings of the app.</summary>
    public string[] Supervisor { get; init; } = [];

    /// <summary>Files and sockets that the app may have open; null for as many as we may.</summary>
    public int? OpenFiles { get; init; }

    /// <summary>How many agents can become live; null for all.</summary>
    public int? Live { get; init; }

    /// <summary>The data directory stays behind, and its path is told.</summary>
    public bool KeepsData { get; init; }

    /// <summary>Where both listen; null for two ports that are free.</summary>
    public (int Supervisor, int Simulator)? Ports { get; init; }
}
