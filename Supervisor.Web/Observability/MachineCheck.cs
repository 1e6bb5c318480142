namespace Supervisor.Web.Observability;

/// <summary>Whether the machine gives as much as the configured agents need. The limits are those of the shell that asks: a service manager may set others.</summary>
internal static class MachineCheck
{
    /// <summary>Files, pages, and the connections of people beside those of the agents.</summary>
    private const int Spare = 1_000;

    /// <summary>Each check with what is wrong, in words; null where it is good, and nothing for what the system does not tell.</summary>
    /// <param name="agents">Agents that want a session, each with a connection of its own.</param>
    public static IEnumerable<(string What, string? Fault)> Run(int agents) => Run(agents, ProcessLimits.MostFiles(), ProcessLimits.Ports());

    /// <inheritdoc cref="Run(int)"/>
    public static IEnumerable<(string What, string? Fault)> Run(int agents, long? files, long? ports)
    {
        if (files is { } most)
            yield return ($"open files ({most} allowed)", most >= agents + Spare ? null : FormattableString.Invariant($"too few for {agents} agents, which need {agents + Spare}: raise the limit (ulimit -n, LimitNOFILE= in the unit file)"));
        if (ports is { } free)
            yield return ($"local ports ({free} for each gateway)", free >= agents + (Spare / 10) ? null : FormattableString.Invariant($"too few for {agents} agents at one gateway: widen net.ipv4.ip_local_port_range, or name more local addresses in Sessions:SourceAddresses"));
    }
}
