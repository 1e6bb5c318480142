using System.Text;

namespace Supervisor.Tests.Fuzz;

/// <summary>Changes what was well-formed, on the level of bytes, of JSON and of secrets. All that it does follows from the two numbers it is made of.</summary>
internal sealed class Mutator(int seed, int iteration)
{
    private readonly Random _random = new(unchecked((seed * 1_000_003) + iteration));

    public int Next(int below) => _random.Next(below);

    public T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>One of the samples, changed in one to three places; one in sixteen unchanged.</summary>
    public byte[] Body(IReadOnlyList<string> samples)
    {
        var body = Encoding.UTF8.GetBytes(Of(samples));
        for (var changes = Next(16) == 0 ? 0 : 1 + Next(3); changes > 0; changes--)
            body = Next(3) == 0 ? Bytes(body) : JsonMutation.Apply(body, this) ?? Bytes(body);
        return body;
    }

    /// <summary>A text that a header value may be: never with a line break, everything else goes.</summary>
    public string HeaderValue() => Next(8) switch
    {
        0 => "",
        1 => $"JSESSIONID={new string('a', Next(20_000))}",
        2 => "JSESSIONID=\u00fc\u00e9; Path=/",
        3 => $"JSESSIONID={Next(1_000)}.AgentGateway{Next(3)}",
        4 => ";;;=;=" + (char)(128 + Next(127)),
        5 => $"c{Next(100_000)}={Next(100)}",
        6 => $"long{Next(50)}={new string('v', Next(6_000))}; Path=/",
        _ => string.Concat(Enumerable.Range(0, Next(40)).Select(_ => (char)(32 + Next(95)))),
    };

    /// <summary>Flips, inserts, deletes, cuts off, or repeats bytes.</summary>
    public byte[] Bytes(byte[] body)
    {
        var at = Next(body.Length + 1);
        var length = Next(Math.Min(16, body.Length - at) + 1);
        switch (Next(6))
        {
            case 0 when at < body.Length:
                var flipped = body.ToArray();
                flipped[at] ^= (byte)(1 << Next(8));
                return flipped;
            case 1:
                var noise = new byte[1 + Next(8)];
                _random.NextBytes(noise);
                return [.. body[..at], .. noise, .. body[at..]];
            case 2:
                return [.. body[..at], .. body[(at + length)..]];
            case 3:
                return body[..at];
            case 4:
                return [.. body[..(at + length)], .. body[at..]];
            default:
                return [.. Of(JsonMutation.Marks), .. body];
        }
    }
}
