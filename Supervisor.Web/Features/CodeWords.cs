using System.Globalization;
using Microsoft.Extensions.Localization;
using Supervisor.Domain.Codes;
using Supervisor.Web.Components;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Features;

/// <summary>Codes in words, the same on every page, in the reader's language.</summary>
internal static class CodeWords
{
    /// <summary>A retcode with its meaning, or one of our own failure words in full; an unknown code with what the gateway said.</summary>
    public static string Code(this IStringLocalizer<Words> words, string code, GatewayNote? note = null)
    {
        var meaning = ErrorCatalogue.Find(code).Meaning.InWords();
        var text = code.Length > 0 && char.IsAsciiDigit(code[0]) ? $"{code} {meaning}" : meaning;
        return note?.Code == code ? words["{0} (the gateway says: {1})", text, note.Text] : text;
    }

    /// <summary>The same for a narrow place: the words first, since the end is what is cut off.</summary>
    public static string CodeInShort(string code)
    {
        var meaning = ErrorCatalogue.Find(code).Meaning.InWords();
        return code.Length > 0 && char.IsAsciiDigit(code[0]) ? $"{meaning} ({code})" : meaning;
    }

    /// <summary>What we do about a code, and what a person can do.</summary>
    public static string WhatWeDo(string code) => ErrorCatalogue.Find(code).WhatWeDo.InWords();

    /// <summary>Where the catalogue says more about a code.</summary>
    public static string Address(string code) => $"/help/codes?code={Uri.EscapeDataString(code)}";

    /// <summary>In the reader's language.</summary>
    public static string InWords(this Bilingual sentence) => sentence.For(CultureInfo.CurrentUICulture);
}
