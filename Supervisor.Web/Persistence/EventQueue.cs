using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;

namespace Supervisor.Web.Persistence;

/// <summary>
/// Events that wait for the disk, in order. One producer (the floor keeper), one consumer (the event writer). What finds no room is
/// lost, counted per agent, and recorded as one gap per agent in the place of the first lost event, ahead of anything that comes later.
/// </summary>
internal sealed class EventQueue
{
    /// <summary>A thousand seconds of a busy site; about 60 MB.</summary>
    public const int DefaultCapacity = 100_000;

    /// <summary>A second bound, for events with huge contents.</summary>
    public const long DefaultMaxBytes = 256L * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Channel<ObservedEvent> _channel;
    private readonly Dictionary<AgentId, Loss> _losses = [];
    private readonly int _capacity;
    private readonly long _maxBytes;
    private readonly ILogger _logger;
    private long _entered;
    private long _bytes;
    private long _lost;
    private long _lostInEpisode;
    private bool _overloaded;

    public EventQueue(int capacity, long maxBytes, ILogger logger)
    {
        (_capacity, _maxBytes, _logger) = (capacity, maxBytes, logger);
        // Wait: TryWrite then refuses what finds no room, instead of dropping silently; the live picture never waits for the disk
        _channel = Channel.CreateBounded<ObservedEvent>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
    }

    /// <summary>Events that wait.</summary>
    public int Count => _channel.Reader.Count;

    /// <summary>Events that found room since the start, gaps included.</summary>
    public long Entered => Interlocked.Read(ref _entered);

    /// <summary>Events lost since the start.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>True from the first event that found no room until the queue is half empty again.</summary>
    public bool Overloaded => Volatile.Read(ref _overloaded);

    /// <summary>Never blocks. False: no room, the event is lost and will be recorded as part of a gap.</summary>
    public bool TryWrite(ObservedEvent observed)
    {
        lock (_gate)
        {
            if (TryRecordGaps() && TryEnqueue(observed)) return true;
            Lose(observed);
            return false;
        }
    }

    /// <summary>False once the queue is completed and empty.</summary>
    public ValueTask<bool> WaitAsync() => _channel.Reader.WaitToReadAsync();

    /// <summary>Moves up to <paramref name="most"/> events into the batch. False: there were none.</summary>
    public bool TryTake(List<ObservedEvent> batch, int most)
    {
        while (batch.Count < most && _channel.Reader.TryRead(out var observed))
        {
            Interlocked.Add(ref _bytes, -observed.Content.Length);
            batch.Add(observed);
        }
        return batch.Count > 0;
    }

    /// <summary>After a batch is written: records gaps as soon as there is room, also when no further event comes.</summary>
    public void Settle()
    {
        lock (_gate)
        {
            TryRecordGaps();
            if (!_overloaded || Count > _capacity / 2 || Interlocked.Read(ref _bytes) > _maxBytes / 2) return;
            _overloaded = false;
            Log.QueueHasRoom(_logger, _lostInEpisode);
        }
    }

    /// <summary>No more events. Those that wait can still be taken.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    /// <summary>After the last event: gaps for which there never was room.</summary>
    public IReadOnlyList<ObservedEvent> TakeGaps()
    {
        lock (_gate)
        {
            ObservedEvent[] gaps = [.. _losses.Values.OrderBy(loss => loss.First.Sequence).Select(GapOf)];
            _losses.Clear();
            return gaps;
        }
    }

    private bool TryRecordGaps()
    {
        if (_losses.Count == 0) return true;
        foreach (var loss in _losses.Values.OrderBy(loss => loss.First.Sequence).ToArray())
        {
            if (!TryEnqueue(GapOf(loss))) return false;
            _losses.Remove(loss.First.Agent);
        }
        return true;
    }

    private bool TryEnqueue(ObservedEvent observed)
    {
        if (Interlocked.Read(ref _bytes) >= _maxBytes) return false;
        Interlocked.Add(ref _bytes, observed.Content.Length); // before the consumer can take it off again
        if (_channel.Writer.TryWrite(observed))
        {
            Interlocked.Increment(ref _entered);
            return true;
        }

        Interlocked.Add(ref _bytes, -observed.Content.Length);
        return false;
    }

    private void Lose(ObservedEvent observed)
    {
        Interlocked.Increment(ref _lost);
        _losses[observed.Agent] = _losses.TryGetValue(observed.Agent, out var loss)
            ? loss with { Count = loss.Count + 1, LastReceivedAt = observed.ReceivedAt }
            : new Loss(observed with { Content = default }, 1, observed.ReceivedAt);
        if (!_overloaded)
        {
            _overloaded = true;
            _lostInEpisode = 0;
            Log.QueueFull(_logger, _capacity);
        }
        _lostInEpisode++;
    }

    private static ObservedEvent GapOf(Loss loss) => new()
    {
        Sequence = loss.First.Sequence,
        Agent = loss.First.Agent,
        ReceivedAt = loss.First.ReceivedAt,
        Origin = EventOrigin.Supervisor,
        Type = SupervisorEventTypes.Gap,
        Event = new AgentEvent.Gap(GapCauses.QueueFull, loss.Count),
        Content = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$"""{"cause":"{{GapCauses.QueueFull}}","lost":{{loss.Count}},"until":"{{loss.LastReceivedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff}}Z"}""")),
    };

    private sealed record Loss(ObservedEvent First, long Count, DateTimeOffset LastReceivedAt);
}
