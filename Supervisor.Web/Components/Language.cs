using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Supervisor.Web.Components;

/// <summary>A language that the pages speak.</summary>
/// <param name="Code">Name of its culture, in the <c>lang</c> of the page and in the cookie.</param>
/// <param name="OwnName">What those call it who read it.</param>
internal sealed record Language(string Code, string OwnName)
{
    /// <summary>What a person has chosen, for sign-in and first paint; without it the browser's own wish counts.</summary>
    public const string Cookie = "language";

    /// <summary>The sentences in the source.</summary>
    public static readonly Language English = new("en", "English");

    public static readonly Language Chinese = new("zh-Hans", "简体中文");

    public static readonly IReadOnlyList<Language> All = [English, Chinese];

    /// <summary>That of the page which is being made. A culture of neither language is English, as the sentences in the source.</summary>
    public static Language Current => Named(CultureInfo.CurrentUICulture.Name) ?? English;

    public static Language? Named(string? code) => All.FirstOrDefault(language => language.Code == code);

    /// <summary>
    /// The first of a browser's languages (<c>Accept-Language</c>) that is spoken here; null where none is. Any English and any Chinese counts: who reads
    /// traditional characters reads simplified ones sooner than English.
    /// </summary>
    public static Language? Wished(IEnumerable<string?> header)
    {
        if (!StringWithQualityHeaderValue.TryParseList([.. header.OfType<string>()], out var wishes)) return null;
        return wishes.Where(wish => wish.Quality is null or > 0)
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => All.FirstOrDefault(language => language.Code[..2].Equals(wish.Value.Value?.Split('-')[0], StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(language => language is not null);
    }
}
