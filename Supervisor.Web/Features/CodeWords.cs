using Microsoft.Extensions.Localization;
using Supervisor.Web.Components;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Features;

/// <summary>Codes in words, the same on every page.</summary>
internal static class CodeWords
{
    /// <summary>A retcode with its meaning, or one of our own failure words in full.</summary>
    public static string Code(this IStringLocalizer<Words> words, string code) =>
        char.IsAsciiDigit(code[0]) ? $"{code} {words[RetCode.Describe(code)]}" : words[RetCode.Describe(code)];
}
