using System.Buffers;
using MessagePack;

namespace Supervisor.Benchmarks.Circuits;

/// <summary>
/// The few messages of the SignalR hub protocol in MessagePack that a page and its circuit exchange
/// (github.com/dotnet/aspnetcore, src/SignalR/docs/specs/HubProtocol.md; "blazorpack" restricts the types of the arguments and changes nothing on the wire).
/// </summary>
internal static class Blazorpack
{
    /// <summary>The first message of both sides is JSON and ends with this byte.</summary>
    public const byte HandshakeEnd = 0x1e;

    public static readonly byte[] Handshake = [.. "{\"protocol\":\"blazorpack\",\"version\":1}"u8, HandshakeEnd];

    /// <summary>A call without an answer where <paramref name="invocation"/> is null.</summary>
    public static byte[] Invocation(string? invocation, string target, params object?[] arguments)
    {
        var body = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(body);
        writer.WriteArrayHeader(6);
        writer.Write((int)HubMessage.Invocation);
        writer.WriteMapHeader(0);
        writer.Write(invocation);
        writer.Write(target);
        writer.WriteArrayHeader(arguments.Length);
        foreach (var argument in arguments) Write(ref writer, argument);
        writer.WriteArrayHeader(0);
        writer.Flush();
        return Framed(body.WrittenSpan);
    }

    public static byte[] Ping()
    {
        var body = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(body);
        writer.WriteArrayHeader(1);
        writer.Write((int)HubMessage.Ping);
        writer.Flush();
        return Framed(body.WrittenSpan);
    }

    /// <summary>Takes the first whole message off <paramref name="buffer"/>: each is preceded by its length in groups of seven bits.</summary>
    public static bool TryTake(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> message)
    {
        var reader = new SequenceReader<byte>(buffer);
        var length = 0;
        for (var shift = 0; reader.TryRead(out var part); shift += 7)
        {
            length |= (part & 0x7f) << shift;
            if ((part & 0x80) != 0) continue;
            if (reader.Remaining < length) break;
            message = buffer.Slice(reader.Position, length);
            buffer = buffer.Slice(message.End);
            return true;
        }

        message = default;
        return false;
    }

    private static void Write(ref MessagePackWriter writer, object? argument)
    {
        switch (argument)
        {
            case null: writer.WriteNil(); break;
            case string text: writer.Write(text); break;
            case bool flag: writer.Write(flag); break;
            case int number: writer.Write(number); break;
            case long number: writer.Write(number); break;
            default: throw new NotSupportedException($"No argument of a circuit is a {argument.GetType()}.");
        }
    }

    private static byte[] Framed(ReadOnlySpan<byte> body)
    {
        Span<byte> length = stackalloc byte[5];
        var digits = 0;
        for (var rest = (uint)body.Length; ; rest >>= 7)
        {
            length[digits++] = (byte)(rest < 0x80 ? rest : (rest & 0x7f) | 0x80);
            if (rest < 0x80) break;
        }

        return [.. length[..digits], .. body];
    }
}
