using System.Text.Json;
using System.Text.Json.Serialization;

namespace Supervisor.Simulator.Control;

/// <summary>A fault as the control endpoint takes and shows it; README.md describes the members.</summary>
internal sealed record FaultJson
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<FaultKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Read only: number to delete by.</summary>
    public int? Id { get; init; }

    /// <summary>Read only: how often it struck.</summary>
    public int? Hits { get; init; }

    public required FaultKind Kind { get; init; }

    public string Agent { get; init; } = "*";

    public string Operation { get; init; } = "any";

    public int? Count { get; init; }

    public double Probability { get; init; } = 1;

    public bool AfterExecution { get; init; }

    public string RetCode { get; init; } = "100-007";

    public int Status { get; init; } = 503;

    public string? Body { get; init; }

    public int Megabytes { get; init; } = 8;

    /// <summary>Seconds of latency or silence.</summary>
    public double Seconds { get; init; }

    public Fault ToFault() => new()
    {
        Kind = Kind,
        Agent = Agent,
        Operation = Operation,
        Count = Count,
        Probability = Probability,
        AfterExecution = AfterExecution,
        RetCode = RetCode,
        Status = Status,
        Body = Body,
        Megabytes = Megabytes,
        Delay = TimeSpan.FromSeconds(Seconds),
    };

    public static FaultJson From(PlannedFault planned) => new()
    {
        Id = planned.Id,
        Hits = planned.Hits,
        Kind = planned.Fault.Kind,
        Agent = planned.Fault.Agent,
        Operation = planned.Fault.Operation,
        Count = planned.Fault.Count,
        Probability = planned.Fault.Probability,
        AfterExecution = planned.Fault.AfterExecution,
        RetCode = planned.Fault.RetCode,
        Status = planned.Fault.Status,
        Body = planned.Fault.Body,
        Megabytes = planned.Fault.Megabytes,
        Seconds = planned.Fault.Delay.TotalSeconds,
    };
}
