using System.Buffers;
using System.Text;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Intervals;

/// <summary>
/// Packs consecutive intervals of one agent, some 20 bytes each: two bytes of marks, the length in milliseconds, how far the sequence has gone on, and what is different from the interval before.
/// Numbers are groups of seven bits, the lowest first. The same intervals give the same bytes.
/// </summary>
internal sealed class ChunkWriter
{
    /// <summary>Intervals of a full chunk.</summary>
    public const int Capacity = 64;

    // first byte, above four bits of state and two of direction
    public const int HasReason = 0x40, SignedInChanged = 0x80;

    // second byte, above three bits of marks; a further mark is the bit after them
    public const int HasCall = 0x08, OtherCall = 0x10, GoesOn = 0x20;

    public const CallMarks FirstMarks = CallMarks.Begins | CallMarks.Answered | CallMarks.NotAnswered;

    private readonly ArrayBufferWriter<byte> _data = new(256);
    private readonly long _agent;
    private readonly long _begin;
    private long _end;
    private long _sequence;
    private long _signedIn;
    private CallTexts _call;

    public ChunkWriter(long agent, DateTimeOffset begin)
    {
        _agent = agent;
        _begin = _end = begin.ToUnixTimeMilliseconds();
    }

    public int Count { get; private set; }

    public long Place => ChunkPlace.Of(_agent, _begin);

    public long EndsAt => _end;

    public ReadOnlyMemory<byte> Data => _data.WrittenMemory;

    /// <summary>True when the next interval belongs into another chunk. One that begins where this one began stays, since the beginning is its name.</summary>
    public bool IsFull => Count >= Capacity && _end > _begin;

    /// <summary>Goes on with a chunk that was stored.</summary>
    public static ChunkWriter Resume(long agent, IntervalChunk stored)
    {
        var begin = ChunkPlace.BeginOf(stored.Place);
        var writer = new ChunkWriter(agent, DateTimeOffset.FromUnixTimeMilliseconds(begin));
        var reader = new IntervalReader(stored.Data, begin);
        while (reader.TryRead(out var interval)) writer.Add(interval);
        return writer;
    }

    /// <summary>Adds an interval, which begins where the last one ended.</summary>
    public void Add(in StateInterval interval)
    {
        var signedIn = interval.SignedInAt is { } login ? login.ToUnixTimeMilliseconds() + 1 : 0;
        var call = new CallTexts(interval.CallId, interval.OtherParty, interval.Skill);
        var hasCall = call != default;
        var otherCall = hasCall && call != _call;
        var to = interval.To.ToUnixTimeMilliseconds();
        Byte((int)interval.State | ((int)interval.Direction << 4) | (interval.Reason is null ? 0 : HasReason) | (signedIn == _signedIn ? 0 : SignedInChanged));
        Byte((int)(interval.Marks & FirstMarks) | (interval.Marks.HasFlag(CallMarks.GoesOn) ? GoesOn : 0) | (hasCall ? HasCall : 0) | (otherCall ? OtherCall : 0));
        Number(to - _end);
        Number(interval.Sequence - _sequence);
        if (interval.Reason is not null) Text(interval.Reason);
        if (signedIn != _signedIn) Number(signedIn);
        if (otherCall)
        {
            Text(call.CallId);
            Text(call.OtherParty);
            Text(call.Skill);
            _call = call;
        }

        (_end, _sequence, _signedIn) = (to, interval.Sequence, signedIn);
        Count++;
    }

    private void Byte(int value)
    {
        _data.GetSpan(1)[0] = (byte)value;
        _data.Advance(1);
    }

    private void Number(long value)
    {
        for (; value >= 0x80; value >>= 7) Byte((int)(value & 0x7F) | 0x80);
        Byte((int)value);
    }

    private void Text(string? text)
    {
        if (text is null)
        {
            Number(0);
            return;
        }

        Number(Encoding.UTF8.GetByteCount(text) + 1);
        Encoding.UTF8.GetBytes(text, _data);
    }
}
