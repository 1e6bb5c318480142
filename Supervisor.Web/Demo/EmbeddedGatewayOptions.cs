namespace Supervisor.Web.Demo;

/// <summary>Configuration section <c>Simulator</c>: the embedded demo gateway.</summary>
public sealed class EmbeddedGatewayOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Simulator";

    /// <summary>Whether it runs; null, the default: only while no other gateway is configured.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Its agents, 1 to 10,000. Default 60.</summary>
    public int Agents { get; set; } = 60;

    /// <summary>How many times faster than real its agents live, 0.001 to 1,000. Default 1.</summary>
    public double Speed { get; set; } = 1;

    /// <summary>Every value that cannot be worked with, with its configuration key.</summary>
    internal IEnumerable<(string Key, string Error)> Errors()
    {
        if (Agents is < 1 or > 10_000) yield return ($"{Section}:{nameof(Agents)}", "must be 1 to 10000");
        if (Speed is not (>= 0.001 and <= 1_000)) yield return ($"{Section}:{nameof(Speed)}", "must be 0.001 to 1000");
    }
}
