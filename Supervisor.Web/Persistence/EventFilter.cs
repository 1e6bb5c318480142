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

    /// <summary>Shortest and longest text that can be looked for, in characters. Two are a common word in Chinese.</summary>
    public const int MinText = 2, MaxText = 200;

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

    /// <summary>Recognition results in which this was said, in upper or lower case; see <see cref="TextProblem"/> for what can be asked.</summary>
    public string? Text { get; init; }

    /// <summary>Why <paramref name="text"/> cannot be looked for; null where it can.</summary>
    public static string? TextProblem(string text) =>
        text.EnumerateRunes().Count() is < MinText or > MaxText ? $"Expected {MinText} to {MaxText} characters."
        : text.Any(char.IsControl) ? "Control characters cannot be looked for."
        : null;
}
