using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>
/// Goes through the events of a filter by key, never by offset, and can stop anywhere and go on in a later transaction. By the arms of the filter; by the text index, whose rows
/// have the event's sequence for their key; or by the key itself.
/// </summary>
internal abstract class EventCursor : IDisposable
{
    /// <param name="connection">For this and all later calls.</param>
    /// <param name="filter">Which events.</param>
    /// <param name="range">Of which part of the history.</param>
    /// <param name="newestFirst">The order.</param>
    /// <param name="expected">How many rows are wanted at first.</param>
    public static EventCursor Open(SqliteConnection connection, EventFilter filter, SequenceRange range, bool newestFirst, int expected)
    {
        range = EventTimes.Narrow(connection, filter, range);
        return filter.Text is null && EventArms.Drive(filter) && !range.IsEmpty
            ? new OfArms(connection, filter, range, newestFirst, expected)
            : new OfRange(connection, filter, range, newestFirst);
    }

    /// <summary>Shows the next rows, at most <paramref name="limit"/>, in the transaction of the caller. False where there are no more.</summary>
    public abstract bool Read(int limit, EachRow each);

    public abstract void Dispose();

    private sealed class OfArms : EventCursor
    {
        private readonly ArmMerge _keys;
        private readonly RawStatement _row;

        public OfArms(SqliteConnection connection, EventFilter filter, SequenceRange range, bool newestFirst, int expected)
        {
            _keys = new ArmMerge(connection, new EventArms(connection).Of(filter), filter.Agents.Length > 0, range, newestFirst, expected);
            _row = EventSql.Row(connection, filter);
        }

        public override bool Read(int limit, EachRow each)
        {
            for (var (rows, goOn) = (0, true); goOn && rows < limit;)
            {
                if (!_keys.TryNext(out var sequence)) return false;
                // none where it was removed by age meanwhile, or is beside the times
                if (_row.Bind(EventSql.Key, sequence).Step())
                {
                    rows++;
                    goOn = each(new EventRow(_row));
                }
                _row.Reset();
            }
            return true;
        }

        public override void Dispose()
        {
            _keys.Dispose();
            _row.Dispose();
        }
    }

    private sealed class OfRange(SqliteConnection connection, EventFilter filter, SequenceRange range, bool newestFirst) : EventCursor
    {
        private readonly RawStatement _rows = EventSql.Range(connection, filter, newestFirst);
        private SequenceRange _left = range;

        public override bool Read(int limit, EachRow each)
        {
            if (_left.IsEmpty) return false;
            _rows.Bind(EventSql.After, _left.After).Bind(EventSql.Before, _left.Before);
            try
            {
                for (var (rows, goOn) = (0, true); goOn && rows < limit; rows++)
                {
                    if (!_rows.Step()) return false;
                    var row = new EventRow(_rows);
                    _left = newestFirst ? _left with { Before = row.Sequence } : _left with { After = row.Sequence };
                    goOn = each(row);
                }
                return true;
            }
            finally
            {
                _rows.Reset();
            }
        }

        public override void Dispose() => _rows.Dispose();
    }
}
