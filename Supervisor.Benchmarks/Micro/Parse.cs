using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Supervisor.Web.Gateway;

namespace Supervisor.Benchmarks.Micro;

/// <summary>The answer to a poll, against the framework's serializer with a type for the answer.</summary>
public class Parse
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly byte[] _idle = """{"message":"","retcode":"0"}"""u8.ToArray();
    private readonly byte[] _event = Encoding.UTF8.GetBytes("""{"message":"","retcode":"0","event":{"eventType":"AgentEvent_Talking","workNo":"1042","content":{"caller":"0212345678","called":"40080012","callid":"1766000000000-7","feature":11}}}""");

    [Benchmark(Baseline = true), BenchmarkCategory("idle")]
    public object? SerializerIdle() => JsonSerializer.Deserialize<Answer>(_idle, Web);

    [Benchmark, BenchmarkCategory("idle"), Ceiling(0.5)]
    public object? EnvelopeIdle() => Envelope.Parse(_idle);

    [Benchmark(Baseline = true), BenchmarkCategory("event")]
    public object? SerializerEvent() => JsonSerializer.Deserialize<Answer>(_event, Web);

    /// <summary>With the meaning of the event and its content kept byte for byte, neither of which the serializer gives.</summary>
    [Benchmark, BenchmarkCategory("event"), Ceiling(1)]
    public object? EnvelopeAndMeaning() => Envelope.Parse(_event) is { Events: [var sent, ..] } ? EventMeaning.Of(sent, "1042", "40080012") : null;

    private sealed record Answer(string Message, string Retcode, Event? Event);

    private sealed record Event(string EventType, string WorkNo, JsonElement Content);
}
