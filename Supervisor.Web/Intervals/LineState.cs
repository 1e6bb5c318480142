using System.Text.Json;
using System.Text.Json.Serialization;
using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Intervals;

/// <summary>What must be remembered of an agent to go on folding: the line, and the phone number by which calls are told apart.</summary>
internal sealed record LineState(AgentLine Line, string PhoneNumber)
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>The same, once events that tell nothing new are in as well.</summary>
    /// <param name="sequence">Sequence of the last of them.</param>
    public LineState FoldedThrough(long sequence) => this with { Line = Line with { Agent = Line.Agent with { LastSequence = sequence } } };

    /// <exception cref="JsonException">Not written by this version.</exception>
    public static LineState Read(byte[] bytes) => JsonSerializer.Deserialize<LineState>(bytes, Json) ?? throw new JsonException("No state.");
}
