using Microsoft.AspNetCore.WebUtilities;
using Supervisor.Web.Features.History;

namespace Supervisor.Web.Features.Replay;

/// <summary>The moment in the address of the floor: <c>/floor?at=2026-11-20T14:03:10Z</c>.</summary>
internal static class ReplayAddress
{
    private const string Name = "at";

    /// <summary>How far "look back" looks back.</summary>
    private static readonly TimeSpan ShortlyBefore = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AheadOfOurs = TimeSpan.FromMinutes(1);

    /// <summary>True where the address asks for the past, readable or not: what is asked for the past must never be answered with the present.</summary>
    public static bool IsPast(string address) => QueryHelpers.ParseQuery(new Uri(address).Query).ContainsKey(Name);

    /// <summary>The moment in whole milliseconds; null where it cannot be read.</summary>
    public static DateTimeOffset? Read(string address) =>
        QueryHelpers.ParseQuery(new Uri(address).Query).TryGetValue(Name, out var text) && IsoTime.TryParse(text.ToString(), out var at) ? Whole(at) : null;

    /// <summary>The moment to show; null where the address names none: what cannot be read, and what has not been. A clock that goes a little before ours may have written it.</summary>
    public static DateTimeOffset? Shown(string address, DateTimeOffset now) => Read(address) is { } at && at <= now + AheadOfOurs ? at : null;

    /// <summary>Adds the moment to a query that may be empty.</summary>
    public static string Write(string query, DateTimeOffset at) => QueryHelpers.AddQueryString(query, Name, IsoTime.ForAddress(Whole(at)));

    /// <summary>The floor at a moment.</summary>
    public static string Of(DateTimeOffset at) => Write("/floor", at);

    /// <summary>The floor a little before <paramref name="now"/>, with the same filter.</summary>
    public static string LookBack(string query, DateTimeOffset now) => Write("/floor" + query, DateTimeOffset.FromUnixTimeSeconds((now - ShortlyBefore).ToUnixTimeSeconds()));

    /// <summary>Intervals begin at whole milliseconds.</summary>
    public static DateTimeOffset Whole(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
