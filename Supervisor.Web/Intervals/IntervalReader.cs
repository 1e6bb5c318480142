using System.Text;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Intervals;

/// <summary>Reads the intervals of one chunk, in order; see <see cref="ChunkWriter"/> for the form.</summary>
/// <param name="data">The chunk.</param>
/// <param name="begin">Its beginning, in milliseconds since 1970.</param>
/// <param name="withCalls">False leaves out the texts of the calls, which sums do not need.</param>
internal ref struct IntervalReader(ReadOnlySpan<byte> data, long begin, bool withCalls = true)
{
    private ReadOnlySpan<byte> _rest = data;
    private long _at = begin;
    private long _sequence;
    private long _signedIn;
    private CallTexts _call;

    /// <summary>False at the end.</summary>
    /// <exception cref="InvalidDataException">The chunk is damaged.</exception>
    public bool TryRead(out StateInterval interval)
    {
        if (_rest.IsEmpty)
        {
            interval = default;
            return false;
        }

        var (first, second) = (Byte(), Byte());
        var from = _at;
        _at += Number();
        _sequence += Number();
        var reason = (first & ChunkWriter.HasReason) != 0 ? Text() : null;
        if ((first & ChunkWriter.SignedInChanged) != 0) _signedIn = Number();
        if ((second & ChunkWriter.OtherCall) != 0) _call = withCalls ? new CallTexts(Text(), Text(), Text()) : Skipped();
        var call = (second & ChunkWriter.HasCall) != 0 ? _call : default;
        interval = new StateInterval
        {
            State = (AgentState)(first & 0xF),
            Direction = (CallDirection)((first >> 4) & 3),
            Reason = reason,
            From = DateTimeOffset.FromUnixTimeMilliseconds(from),
            To = DateTimeOffset.FromUnixTimeMilliseconds(_at),
            Sequence = _sequence,
            Marks = ((CallMarks)second & ChunkWriter.FirstMarks) | ((second & ChunkWriter.GoesOn) != 0 ? CallMarks.GoesOn : CallMarks.None),
            CallId = call.CallId,
            OtherParty = call.OtherParty,
            Skill = call.Skill,
            SignedInAt = _signedIn == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(_signedIn - 1),
        };
        return true;
    }

    private CallTexts Skipped()
    {
        for (var i = 0; i < 3; i++)
            if (Number() is var length and > 0) Take((int)length - 1);
        return default;
    }

    private byte Byte() => Take(1)[0];

    private string? Text() => Number() is var length and > 0 ? Encoding.UTF8.GetString(Take((int)length - 1)) : null;

    private long Number()
    {
        var number = 0L;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var next = Byte();
            number |= (long)(next & 0x7F) << shift;
            if (next < 0x80) return number;
        }

        throw Damaged();
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > _rest.Length) throw Damaged();
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private static InvalidDataException Damaged() => new("The state intervals are damaged: make them anew with 'history rebuild'.");
}

/// <summary>The texts of a call.</summary>
internal readonly record struct CallTexts(string? CallId, string? OtherParty, string? Skill);
