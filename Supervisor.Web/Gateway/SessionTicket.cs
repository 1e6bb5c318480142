using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Supervisor.Web.Gateway.Wire;

namespace Supervisor.Web.Gateway;

/// <summary>
/// What proves to the gateway that a request belongs to a signed-in agent: the newest GUID and the load balancer's cookies, taken from every answer
/// (protocol.md sections 1.3 and 1.4). A value: an answer that brings nothing new gives the same reference back.
/// </summary>
/// <param name="Guid">Opaque, with its node suffix; null before the sign-in and in sites without GUID check.</param>
/// <param name="Cookies">Cookies by name, as one header value; null where there are none.</param>
internal sealed record SessionTicket(string? Guid, string? Cookies)
{
    private const string GuidHeader = "Guid";
    private const string SetGuidHeader = "Set-GUID";
    private const string CookieHeader = "Cookie";
    private const string SetCookieHeader = "Set-Cookie";
    private const string GuidPrefix = "JSESSIONID=";

    /// <summary>Longest GUID that is taken, in characters; the documented ones have about 50.</summary>
    public const int LongestGuid = 256;

    /// <summary>Most characters that all cookies together may have: a gateway that sets another one with each answer must not make our requests too long for it.</summary>
    public const int LongestCookies = 4096;

    /// <summary>Before the sign-in.</summary>
    public static SessionTicket None { get; } = new(null, null);

    /// <summary>Shows the ticket, in the place of one that was shown before.</summary>
    public void ApplyTo(HttpRequestHeaders headers)
    {
        headers.Remove(GuidHeader);
        headers.Remove(CookieHeader);
        if (Guid is not null) headers.TryAddWithoutValidation(GuidHeader, Guid);
        if (Cookies is not null) headers.TryAddWithoutValidation(CookieHeader, Cookies);
    }

    /// <summary>The same, as the fields of a request's head are written.</summary>
    public string AsFields() => (Guid is null ? "" : $"{GuidHeader}: {Guid}\r\n") + (Cookies is null ? "" : $"{CookieHeader}: {Cookies}\r\n");

    /// <summary>The ticket after an answer with these headers.</summary>
    public SessionTicket After(HttpResponseHeaders headers) =>
        After(Last(headers, SetGuidHeader) ?? Last(headers, GuidHeader), headers.TryGetValues(SetCookieHeader, out var set) ? set : null);

    /// <summary>The ticket after this answer.</summary>
    public SessionTicket After(AnswerReader answer)
    {
        string? setGuid = null, guid = null;
        List<string>? cookies = null;
        for (var at = 0; answer.TryNext(ref at, out var name, out var value);)
        {
            if (Ascii.EqualsIgnoreCase(name, SetGuidHeader)) setGuid = Bare(Encoding.Latin1.GetString(value)) ?? setGuid;
            else if (Ascii.EqualsIgnoreCase(name, GuidHeader)) guid = Bare(Encoding.Latin1.GetString(value)) ?? guid;
            else if (Ascii.EqualsIgnoreCase(name, SetCookieHeader)) (cookies ??= []).Add(Encoding.Latin1.GetString(value));
        }

        return After(setGuid ?? guid, cookies);
    }

    /// <summary>The ticket after an answer whose result brings the GUID: <c>{"guid":".."}</c>.</summary>
    public SessionTicket Refreshed(ReadOnlyMemory<byte> result) =>
        GatewayJson.Read(result, json => json.ValueKind == JsonValueKind.Object && json.TryGetProperty("guid", out var guid) && guid.ValueKind == JsonValueKind.String
            ? Bare(guid.GetString()!)
            : null) is { } guid ? this with { Guid = guid } : this;

    /// <summary>
    /// This ticket, with what an answer has brought: of two requests that were under way at once, the one that is answered last must not put back what the other has renewed.
    /// </summary>
    /// <param name="shown">The ticket that the answered request showed.</param>
    /// <param name="answered">The ticket after its answer.</param>
    public SessionTicket Renewed(SessionTicket shown, SessionTicket answered)
    {
        // where both have brought one, ours came first and the order in which the gateway made them is not known: either holds for a minute (protocol.md section 1.4)
        var guid = answered.Guid != shown.Guid && Guid == shown.Guid ? answered.Guid : Guid;
        var cookies = answered.Cookies != shown.Cookies && Cookies == shown.Cookies ? answered.Cookies : Cookies;
        return guid == Guid && cookies == Cookies ? this : new SessionTicket(guid, cookies);
    }

    // Set-GUID: JSESSIONID=<guid>; the seed text also lists a bare Guid header. Either may be missing.
    private SessionTicket After(string? newGuid, IEnumerable<string>? set)
    {
        var (guid, cookies) = (newGuid ?? Guid, set is null ? Cookies : Merge(Cookies, set));
        return guid == Guid && cookies == Cookies ? this : new SessionTicket(guid, cookies);
    }

    private static string? Bare(string text)
    {
        text = text.Split(';', 2)[0].Trim();
        if (text.StartsWith(GuidPrefix, StringComparison.OrdinalIgnoreCase)) text = text[GuidPrefix.Length..];
        return text.Length is > 0 and <= LongestGuid && CanBeSent(text) && !text.Contains(' ', StringComparison.Ordinal) ? text : null;
    }

    // With one that no header can carry every later request would fail, until the gateway has forgotten us.
    private static bool CanBeSent(string text) => text.All(letter => letter is >= ' ' and < '\x7f');

    private static string? Last(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.Select(Bare).LastOrDefault(guid => guid is not null) : null;

    private static string? Merge(string? known, IEnumerable<string> set)
    {
        var cookies = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (known ?? "").Split("; ", StringSplitOptions.RemoveEmptyEntries)) Put(cookies, pair);
        foreach (var cookie in set) Put(cookies, cookie.Split(';', 2)[0].Trim());
        var merged = string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
        return merged.Length > LongestCookies ? known : merged.Length > 0 ? merged : null;
    }

    private static void Put(Dictionary<string, string> cookies, string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || !CanBeSent(pair)) return;
        var (name, value) = (pair[..equals], pair[(equals + 1)..]);
        if (value.Length == 0) cookies.Remove(name);
        else cookies[name] = value;
    }

    /// <summary>Never the GUID itself: it opens an agent's session.</summary>
    public override string ToString() => Guid is null ? "no ticket" : "ticket";
}
