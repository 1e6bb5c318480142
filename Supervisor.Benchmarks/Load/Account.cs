using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Supervisor.Benchmarks.Load;

/// <summary>One event in words that both sides write alike: time of its making where the gateway told it, type, content.</summary>
internal static class Account
{
    /// <summary>What the simulator delivered to an agent, in order; a pushed event counts once it is acknowledged.</summary>
    /// <param name="site">Where.</param>
    /// <param name="agent">Whose.</param>
    /// <param name="timed">
    /// With the time of its making, and in that order: the first push of a new session may well be answered before the last one of the session before.
    /// </param>
    public static async Task<List<string>> DeliveredAsync(Site site, string agent, bool timed = false) =>
        [.. (await site.SimulatorAsync($"simulator/events?agent={agent}")).EnumerateArray()
            .OrderBy(sent => timed ? sent.GetProperty("eventGenTime").GetInt64() : 0)
            .Select(sent => Words(timed ? sent.GetProperty("eventGenTime").GetInt64() : null, sent.GetProperty("eventType"), sent.GetProperty("content")))];

    /// <summary>What our history has of the gateway's events of an agent, in order.</summary>
    public static async Task<List<string>> KeptAsync(Site site, string agent, bool timed = false)
    {
        List<string> ours = [];
        for (long? after = 0; after is not null;)
        {
            var page = await site.Manager.GetFromJsonAsync<JsonElement>($"api/v1/events?agent={agent}&after={after}&limit=1000");
            ours.AddRange(page.GetProperty("items").EnumerateArray()
                .Where(item => item.GetProperty("origin").GetString() == "gateway")
                .Select(item => Words(timed ? Made(item) : null, item.GetProperty("type"), item.GetProperty("content"))));
            after = page.GetProperty("next") is { ValueKind: not JsonValueKind.Null } next ? long.Parse(next.ToString(), CultureInfo.InvariantCulture) : null;
        }

        return ours;
    }

    /// <summary>When we say that nothing is known of an agent.</summary>
    public static async Task<List<(DateTimeOffset From, DateTimeOffset To)>> UnknownAsync(Site site, string agent, DateTimeOffset from, DateTimeOffset to)
    {
        List<(DateTimeOffset, DateTimeOffset)> unknown = [];
        var range = FormattableString.Invariant($"from={from.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}&to={to.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}");
        for (string? after = ""; after is not null;)
        {
            var page = await site.Manager.GetFromJsonAsync<JsonElement>($"api/v1/intervals?gateway={Site.Gateway}&agent={agent}&{range}&limit=1000{(after.Length > 0 ? $"&after={Uri.EscapeDataString(after)}" : "")}");
            unknown.AddRange(page.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("state").GetString() == "unknown")
                .Select(item => (item.GetProperty("from").GetDateTimeOffset(), item.GetProperty("to").GetDateTimeOffset())));
            after = page.GetProperty("next").GetString();
        }

        return unknown;
    }

    /// <summary>The same words for an event that the simulator tells of, without its time.</summary>
    public static string Words(JsonElement sent) => Words(null, sent.GetProperty("eventType"), sent.GetProperty("content"));

    private static long? Made(JsonElement item) => item.GetProperty("generatedAt") is { ValueKind: JsonValueKind.String } made ? made.GetDateTimeOffset().ToUnixTimeMilliseconds() : null;

    private static string Words(long? made, JsonElement type, JsonElement content) => $"{made} {type.GetString()} {JsonSerializer.Serialize(content)}";
}
