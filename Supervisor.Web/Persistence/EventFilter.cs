using System.Collections.Immutable;
using Supervisor.Domain.Events;

namespace Supervisor.Web.Persistence;

/// <summary>Which events of the history are asked for. What is null or empty does not restrict.</summary>
public sealed record EventFilter
{
    /// <summary>No restriction.</summary>
    public static readonly EventFilter Everything = new();

    /// <summary>Most agents and most types one filter may name: each is one arm of the query.</summary>
    public const int MaxNames = 100;

    /// <summary>Name of the gateway.</summary>
    public string? Gateway { get; init; }

    /// <summary>Agent ids; an event of any of them counts.</summary>
    public ImmutableArray<string> Agents { get; init; } = [];

    /// <summary>Event types; any of them counts.</summary>
    public ImmutableArray<string> Types { get; init; } = [];

    /// <summary>Received at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Received before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Who says so.</summary>
    public EventOrigin? Origin { get; init; }
}
