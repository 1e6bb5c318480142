using System.Text;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Persistence;

/// <summary>Sees a row. False: enough for now.</summary>
internal delegate bool EachRow(EventRow row);

/// <summary>A row of the history where SQLite has it, without a copy. Valid until the statement goes on. Texts are UTF-8, as they were stored.</summary>
internal readonly ref struct EventRow(RawStatement statement)
{
    /// <summary>What a statement must select.</summary>
    public const string Columns = "Sequence, ReceivedAt, GeneratedAt, Gateway, AgentId, Origin, Type, Content";

    public long Sequence => statement.Number(0);

    public DateTimeOffset ReceivedAt => new(statement.Number(1), TimeSpan.Zero);

    public DateTimeOffset? GeneratedAt => statement.IsNull(2) ? null : new(statement.Number(2), TimeSpan.Zero);

    public ReadOnlySpan<byte> Gateway => statement.Bytes(3);

    public ReadOnlySpan<byte> AgentId => statement.Bytes(4);

    public EventOrigin Origin => (EventOrigin)statement.Number(5);

    public ReadOnlySpan<byte> Type => statement.Bytes(6);

    public bool HasContent => !statement.IsNull(7);

    /// <summary>Empty also where there is none.</summary>
    public ReadOnlySpan<byte> Content => statement.Bytes(7);

    /// <summary>A copy that stays.</summary>
    public StoredEvent ToStored(EventNames names) => new()
    {
        Sequence = Sequence,
        ReceivedAt = ReceivedAt,
        GeneratedAt = GeneratedAt,
        Gateway = names.Of(Gateway),
        AgentId = names.Of(AgentId),
        Origin = Origin,
        Type = names.Of(Type),
        Content = HasContent ? Content.ToArray() : null,
    };
}

/// <summary>The few gateways, agents and types of many rows as strings, each made once as long as its place is not taken by another.</summary>
internal sealed class EventNames
{
    private const int Places = 1 << 10;
    private readonly (byte[] Utf8, string Text)[] _known = new (byte[], string)[Places];

    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return "";
        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var known = ref _known[hash.ToHashCode() & (Places - 1)];
        if (!utf8.SequenceEqual(known.Utf8)) known = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return known.Text;
    }
}
