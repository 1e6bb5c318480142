using System.Globalization;
using Microsoft.Data.Sqlite;
using Supervisor.Domain.Events;

namespace Supervisor.Web.Persistence;

/// <summary>
/// Carries the chain on while events are appended, in the transaction of their batch: what is on the disk after a crash is a whole chain. Nothing is remembered from one batch
/// to the next, so that neither a batch that failed nor a second process leaves it behind.
/// </summary>
internal sealed class DayChain : IDisposable
{
    private const string DayFormat = "yyyy-MM-dd";

    private readonly EventLink _link = new();
    private readonly SqliteCommand _newest;
    private readonly SqliteCommand _open;
    private readonly SqliteCommand _grow;
    private Seal _seal;
    private bool _grown;

    public DayChain(SqliteConnection connection)
    {
        _newest = Command(connection, "SELECT First, Day, Last, Count, Head FROM DaySeals ORDER BY First DESC LIMIT 1");
        _open = Command(connection, "INSERT INTO DaySeals (First, Day, Last, Count, PreviousHead, Head) VALUES ($first, $day, $first, 0, $head, $head)", "$first", "$day", "$head");
        _grow = Command(connection, "UPDATE DaySeals SET Last = $last, Count = $count, Head = $head WHERE First = $first", "$last", "$count", "$head", "$first");
    }

    /// <summary>At the beginning of a batch.</summary>
    public void Begin(SqliteTransaction transaction)
    {
        _newest.Transaction = _open.Transaction = _grow.Transaction = transaction;
        _grown = false;
        using var reader = _newest.ExecuteReader();
        // a store whose seals were all removed: the verification says so, the events are kept all the same
        _seal = reader.Read()
            ? new Seal(reader.GetInt64(0), DayOf(reader.GetString(1)), reader.GetInt64(2), reader.GetInt64(3), reader.GetFieldValue<byte[]>(4))
            : new Seal(0, DateOnly.MinValue, 0, 0, new byte[EventLink.Size]);
    }

    /// <summary>The link of the event, if it comes next; null for a place that the chain has passed, which happens only where two processes write.</summary>
    public byte[]? LinkOf(ObservedEvent observed, byte[]? contentHash) => observed.Sequence <= _seal.Last ? null : _link.Next(_seal.Head, new LinkedRow
    {
        Sequence = observed.Sequence,
        ReceivedAt = observed.ReceivedAt.UtcTicks,
        GeneratedAt = observed.GeneratedAt?.UtcTicks,
        Gateway = observed.Agent.Gateway,
        AgentId = observed.Agent.WorkNo,
        Origin = (long)observed.Origin,
        Type = observed.Type,
        HasContent = !observed.Content.IsEmpty,
        Content = observed.Content.Span,
        ContentHash = contentHash,
    });

    /// <summary>The event is stored, with the link that was given for it.</summary>
    public void Add(ObservedEvent observed, byte[] link)
    {
        var day = DateOnly.FromDateTime(observed.ReceivedAt.UtcDateTime);
        if (_seal.First == 0 || day > _seal.Day || day < _seal.Day.AddDays(-1)) Open(observed.Sequence, day);
        _seal = _seal with { Last = observed.Sequence, Count = _seal.Count + 1, Head = link };
        _grown = true;
    }

    /// <summary>At the end of a batch, before the commit.</summary>
    public void End()
    {
        if (!_grown) return;
        var values = _grow.Parameters;
        (values[0].Value, values[1].Value, values[2].Value, values[3].Value) = (_seal.Last, _seal.Count, _seal.Head, _seal.First);
        _grow.ExecuteNonQuery();
        _grown = false;
    }

    public void Dispose()
    {
        _newest.Dispose();
        _open.Dispose();
        _grow.Dispose();
    }

    /// <summary>Around midnight events of both days come mixed: an event of the day before stays with the new one.</summary>
    private void Open(long first, DateOnly day)
    {
        End();
        var values = _open.Parameters;
        (values[0].Value, values[1].Value, values[2].Value) = (first, day.ToString(DayFormat, CultureInfo.InvariantCulture), _seal.Head);
        _open.ExecuteNonQuery();
        _seal = new Seal(first, day, _seal.Last, 0, _seal.Head);
    }

    /// <summary>A day that somebody has spoilt ends its seal; it must not end the writing.</summary>
    private static DateOnly DayOf(string text) => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.MinValue;

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    private readonly record struct Seal(long First, DateOnly Day, long Last, long Count, byte[] Head);
}
