namespace Supervisor.Simulator.Floor;

/// <summary>How an inspector takes part; the numbers are <c>switchtype</c> of protocol.md section 3.6.</summary>
internal enum InspectionKind
{
    /// <summary>Hears both sides; neither notices.</summary>
    Listen = 0,

    /// <summary>Talks with both.</summary>
    Insert = 1,

    /// <summary>Only the agent hears the inspector.</summary>
    Whisper = 2,
}

/// <summary>One inspector at one agent, from the start to the end. The kind changes only under the lock of <see cref="Inspections"/>.</summary>
internal sealed class Inspection(Seat inspector, Seat target, InspectionKind kind)
{
    public Seat Inspector { get; } = inspector;

    public Seat Target { get; } = target;

    public InspectionKind Kind { get; set; } = kind;

    /// <summary>Content of AgentOther_BeQcStart and AgentOther_BeQcStop; <c>qcAgentId</c> is the inspector (protocol.md section 8, row 20).</summary>
    public string Content
    {
        get
        {
            var type = Kind switch { InspectionKind.Listen => 8, InspectionKind.Insert => 9, _ => 20172 };
            return $$"""{"qcType":{{type}},"qcAgentId":{{Inspector.Agent.Id}}}""";
        }
    }
}
