using Supervisor.Domain.Statistics;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Intervals;

/// <summary>One agent while its events are folded. Mutable, and owned by the <see cref="IntervalFold"/> alone.</summary>
internal sealed class Folding(long agent)
{
    private readonly List<ChunkWriter> _changed = [];
    private LineState? _state;
    private ChunkWriter? _growing;

    public long Agent => agent;

    public LineState State => _state ?? throw new InvalidOperationException("No event yet.");

    /// <summary>0 where there is none: before the first chunk, and when the retention has removed it.</summary>
    public long GrowingPlace => _growing?.Place ?? 0;

    /// <summary>Chunks that are not stored as they are now.</summary>
    public IReadOnlyList<ChunkWriter> Changed => _changed;

    /// <summary>Goes on with what was stored.</summary>
    public static Folding Resume(IntervalLine line, IntervalChunk? growing) =>
        new(line.Agent) { _state = LineState.Read(line.State), _growing = growing is null ? null : ChunkWriter.Resume(line.Agent, growing) };

    /// <summary>Goes on from intervals that are stored elsewhere: none of them is stored here yet.</summary>
    public static Folding Begin(long agent, IEnumerable<StateInterval> ended, LineState state)
    {
        var folding = new Folding(agent) { _state = state };
        foreach (var interval in ended) folding.Add(interval);
        return folding;
    }

    /// <summary>Folds one event in.</summary>
    public void Apply(StoredEvent stored)
    {
        if (stored.Sequence <= _state?.Line.Agent.LastSequence) return; // is in already: a rebuild has begun with what was stored
        var phone = StoredMeaning.PhoneNumberIn(stored) ?? _state?.PhoneNumber ?? "";
        var observed = StoredMeaning.Of(stored, phone);
        var (line, ended) = (_state?.Line ?? AgentLine.Begin(observed)).Apply(observed);
        _state = new LineState(line, phone);
        if (ended is { } interval) Add(interval);
    }

    /// <summary>Everything is stored.</summary>
    public void Stored() => _changed.Clear();

    private void Add(in StateInterval interval)
    {
        if (_growing is null || _growing.IsFull) _growing = new ChunkWriter(agent, interval.From);
        _growing.Add(interval);
        if (_changed.LastOrDefault() != _growing) _changed.Add(_growing);
    }
}
