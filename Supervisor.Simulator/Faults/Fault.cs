namespace Supervisor.Simulator;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>HTTP 200 with <see cref="Fault.RetCode"/>.</summary>
    RetCode,

    /// <summary>HTTP status <see cref="Fault.Status"/> with <see cref="Fault.Body"/> or a servlet container's error page.</summary>
    HttpStatus,

    /// <summary>HTTP 200 with <see cref="Fault.Body"/> as it stands: HTML, half a JSON, nothing.</summary>
    RawBody,

    /// <summary>An event whose content is <see cref="Fault.Megabytes"/> long; polls only. It counts as delivered.</summary>
    HugeEvent,

    /// <summary>An event of a type nobody knows; polls only. It counts as delivered.</summary>
    UnknownEvent,

    /// <summary>The event with numbers where strings are documented (<c>retcode</c>, <c>workNo</c>); polls only.</summary>
    NativeTypes,

    /// <summary><c>"event":null</c> in place of an answer; polls only.</summary>
    NullEvent,

    /// <summary>The TCP connection is reset.</summary>
    ConnectionReset,

    /// <summary>Nothing for <see cref="Fault.Delay"/> (zero: until the client gives up), then the connection is closed.</summary>
    NoAnswer,

    /// <summary>The call is served <see cref="Fault.Delay"/> later.</summary>
    Latency,

    /// <summary>A right answer with <c>Connection: close</c>.</summary>
    CloseAfterAnswer,

    /// <summary>A callback is sent again right after it was acknowledged; callbacks only.</summary>
    PushDuplicate,

    /// <summary>A callback leaves <see cref="Fault.Delay"/> later, and those behind it with it; callbacks only.</summary>
    PushDelay,
}

/// <summary>One fault on demand.</summary>
public sealed record Fault
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Employee id, or * for all. Default *.</summary>
    public string Agent { get; init; } = "*";

    /// <summary>signIn, signOut, poll, resetskill, any, or a log name of the gateway such as <c>sayBusy</c> or <c>pushEvent</c>; any case. Default any.</summary>
    public string Operation { get; init; } = "any";

    /// <summary>How often it strikes before it is gone; null: until cleared.</summary>
    public int? Count { get; init; }

    /// <summary>Chance for each matching call, above 0 up to 1. Default 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Whether the operation runs first and only its answer is lost or replaced. An event in that answer goes back to the queue. Default false.</summary>
    public bool AfterExecution { get; init; }

    /// <summary>Code for <see cref="FaultKind.RetCode"/>. Default 100-007.</summary>
    public string RetCode { get; init; } = "100-007";

    /// <summary>Status for <see cref="FaultKind.HttpStatus"/>, 400..599. Default 503.</summary>
    public int Status { get; init; } = 503;

    /// <summary>Body for <see cref="FaultKind.HttpStatus"/> and <see cref="FaultKind.RawBody"/>. Default: an HTML error page.</summary>
    public string? Body { get; init; }

    /// <summary>Size for <see cref="FaultKind.HugeEvent"/>, 1..512 MiB. Default 8.</summary>
    public int Megabytes { get; init; } = 8;

    /// <summary>Time for <see cref="FaultKind.NoAnswer"/>, <see cref="FaultKind.Latency"/> and <see cref="FaultKind.PushDelay"/>. Default zero.</summary>
    public TimeSpan Delay { get; init; }
}

/// <summary>A fault that is planned.</summary>
/// <param name="Id">Number to remove it by.</param>
/// <param name="Fault">What was asked for.</param>
/// <param name="Hits">How often it struck.</param>
public sealed record PlannedFault(int Id, Fault Fault, int Hits);
