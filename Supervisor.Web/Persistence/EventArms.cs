using System.Text;
using Microsoft.Data.Sqlite;
using Supervisor.Domain.Events;

namespace Supervisor.Web.Persistence;

/// <summary>
/// A filter as arms. An arm is a beginning of an index, and all its events pass the filter, but for the times: of an agent those of one type, origin and gateway; else of a
/// gateway those of one type and origin. So nothing is read in vain, however rare a combination is. The arms that exist are found by seeks, some for each, however many
/// events they have.
/// </summary>
internal sealed class EventArms(SqliteConnection connection)
{
    public const string ByAgent = "IX_Events_AgentId_Type_Origin_Gateway", ByGateway = "IX_Events_Gateway_Type_Origin";

    private const string OfAgent = $"SELECT Type, Origin, Gateway FROM Events INDEXED BY {ByAgent} WHERE AgentId = ?1 AND";
    private const string OfGateway = $"SELECT Type, Origin, Gateway FROM Events INDEXED BY {ByGateway} WHERE Gateway = ?1 AND";

    /// <summary>The seeks by which arms are found: what comes at or after a type, after an origin of the type, after a gateway of both; and the last of a type.</summary>
    internal static readonly string[] AgentSeeks =
    [
        $"{OfAgent} Type >= ?2 ORDER BY Type, Origin, Gateway LIMIT 1",
        $"{OfAgent} Type = ?2 AND Origin > ?3 ORDER BY Origin, Gateway LIMIT 1",
        $"{OfAgent} Type = ?2 AND Origin = ?3 AND Gateway > ?4 ORDER BY Gateway LIMIT 1",
        $"{OfAgent} Type = ?2 ORDER BY Origin DESC, Gateway DESC LIMIT 1",
    ];

    /// <inheritdoc cref="AgentSeeks"/>
    internal static readonly string[] GatewaySeeks =
    [
        $"{OfGateway} Type >= ?2 ORDER BY Type, Origin LIMIT 1",
        $"{OfGateway} Type = ?2 AND Origin > ?3 ORDER BY Origin LIMIT 1",
        $"{OfGateway} Type = ?2 ORDER BY Origin DESC LIMIT 1",
    ];

    /// <summary>Whether the filter is one for arms: one that names nobody and nothing goes by the key itself.</summary>
    public static bool Drive(EventFilter filter) => filter.Agents.Length > 0 || filter.Types.Length > 0 || filter.Gateway is not null || filter.Origin is not null;

    /// <summary>All arms of the filter that have an event.</summary>
    public List<ArmKey> Of(EventFilter filter)
    {
        var wanted = filter.Types.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes).ToArray();
        Array.Sort(wanted, static (one, other) => one.AsSpan().SequenceCompareTo(other));
        var gateway = filter.Gateway is { } name ? Encoding.UTF8.GetBytes(name) : null;
        var byAgent = filter.Agents.Length > 0;
        var drivers = byAgent ? filter.Agents.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)
            : gateway is not null ? [gateway]
            : Gateways();
        var seeks = (byAgent ? AgentSeeks : GatewaySeeks).Select(sql => new RawStatement(connection, sql)).ToArray();
        try
        {
            return [.. drivers.SelectMany(driver => Of(seeks, driver, wanted)).Where(arm =>
                (filter.Origin is not { } origin || arm.Origin == (long)origin) && (gateway is null || arm.Gateway.AsSpan().SequenceEqual(gateway)))];
        }
        finally
        {
            foreach (var seek in seeks) seek.Dispose();
        }
    }

    /// <summary>The gateways of the history, in the order of their bytes.</summary>
    public IEnumerable<byte[]> Gateways() => Distinct($"SELECT Gateway FROM Events INDEXED BY {ByGateway} WHERE Gateway >= ?1 ORDER BY Gateway LIMIT 1", []);

    /// <summary>The types of a gateway.</summary>
    public IEnumerable<byte[]> Types(byte[] gateway) => Distinct($"SELECT Type FROM Events INDEXED BY {ByGateway} WHERE Type >= ?1 AND Gateway = ?2 ORDER BY Type LIMIT 1", [], gateway);

    /// <summary>The agents from a beginning on.</summary>
    public IEnumerable<byte[]> Agents(byte[] beginning) => Distinct($"SELECT AgentId FROM Events INDEXED BY {ByAgent} WHERE AgentId >= ?1 ORDER BY AgentId LIMIT 1", beginning);

    private IEnumerable<byte[]> Distinct(string sql, byte[] beginning, byte[]? within = null)
    {
        using var seek = new RawStatement(connection, sql);
        if (within is not null) seek.Bind(2, within);
        for (var next = beginning; seek.Bind(1, next).Step(); next = After(next))
        {
            next = seek.Bytes(0).ToArray();
            seek.Reset();
            yield return next;
        }
    }

    private static IEnumerable<ArmKey> Of(RawStatement[] seeks, byte[] driver, byte[][] wanted)
    {
        var (next, at) = (wanted.Length > 0 ? wanted[0] : [], 0);
        while (Found(seeks[0].Bind(1, driver).Bind(2, next)) is { } first)
        {
            while (at < wanted.Length && wanted[at].AsSpan().SequenceCompareTo(first.Type) < 0) at++;
            if (at < wanted.Length && !wanted[at].AsSpan().SequenceEqual(first.Type))
            {
                next = wanted[at]; // past all types that nobody asked for
                continue;
            }
            if (wanted.Length > 0 && at == wanted.Length) yield break;

            // mostly the type has one arm, whose first and last entry are of the same origin and gateway
            var last = Found(seeks[^1].Bind(1, driver).Bind(2, first.Type)) ?? first;
            for (ArmKey? arm = first; arm is { } found; arm = IsSame(found, last) ? null : Next(seeks, driver, found)) yield return found;
            next = After(first.Type);
        }

        ArmKey? Found(RawStatement seek)
        {
            var found = seek.Step() ? new ArmKey(driver, seek.Bytes(0).ToArray(), seek.Number(1), seek.Bytes(2).ToArray()) : (ArmKey?)null;
            seek.Reset();
            return found;
        }

        static bool IsSame(ArmKey one, ArmKey other) => one.Origin == other.Origin && one.Gateway.AsSpan().SequenceEqual(other.Gateway);

        ArmKey? Next(RawStatement[] seeks, byte[] driver, ArmKey arm) =>
            (seeks.Length > 3 ? Found(seeks[2].Bind(1, driver).Bind(2, arm.Type).Bind(3, arm.Origin).Bind(4, arm.Gateway)) : null)
            ?? Found(seeks[1].Bind(1, driver).Bind(2, arm.Type).Bind(3, arm.Origin));
    }

    /// <summary>The smallest text that is greater.</summary>
    private static byte[] After(byte[] text) => [.. text, 0];
}

/// <summary>Where an arm lies in its index.</summary>
/// <param name="Driver">The agent id, or the gateway where no agent is named.</param>
/// <param name="Type">The event type.</param>
/// <param name="Origin">The number of the origin.</param>
/// <param name="Gateway">The gateway.</param>
internal readonly record struct ArmKey(byte[] Driver, byte[] Type, long Origin, byte[] Gateway);
