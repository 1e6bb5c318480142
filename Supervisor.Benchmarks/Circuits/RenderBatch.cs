using System.Buffers.Binary;
using System.Text;

namespace Supervisor.Benchmarks.Circuits;

/// <summary>
/// Reads of a render batch what a measurement needs: the attributes it sets. Format: RenderBatchWriter of Microsoft.AspNetCore.Components.Server;
/// the last twenty bytes say where the five parts begin, and every frame has twenty bytes: kind, name, value, number of the event handler.
/// </summary>
internal readonly ref struct RenderBatch(ReadOnlySpan<byte> bytes)
{
    private const int FrameBytes = 20;
    private const int AttributeFrame = 3;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Every attribute with a text, in the order of the frames.</summary>
    public List<(string Name, string Value)> Attributes()
    {
        List<(string, string)> attributes = [];
        var frames = Part(1);
        var count = Number(frames);
        for (var i = 0; i < count; i++)
        {
            var frame = frames + 4 + (i * FrameBytes);
            if (Number(frame) == AttributeFrame && Text(Number(frame + 4)) is { } name && Text(Number(frame + 8)) is { } value) attributes.Add((name, value));
        }

        return attributes;
    }

    private int Part(int index) => Number(_bytes.Length - 20 + (index * 4));

    private int Number(int at) => BinaryPrimitives.ReadInt32LittleEndian(_bytes[at..]);

    private string? Text(int index)
    {
        if (index < 0) return null;
        var at = Number(Part(4) + (index * 4));
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = _bytes[at++];
            length |= (part & 0x7f) << shift;
            if ((part & 0x80) == 0) break;
        }

        return Encoding.UTF8.GetString(_bytes.Slice(at, length));
    }
}
