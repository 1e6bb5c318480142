using Microsoft.Extensions.Localization;
using Supervisor.Web.Components;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Features;

/// <summary>What is known of an agent's password, the same on every page.</summary>
internal static class PasswordWords
{
    /// <summary>Words and their style class (<c>warn</c>, <c>bad</c> or empty); both empty before a sign-in. The words alone say enough.</summary>
    public static (string Text, string Tone) Password(this IStringLocalizer<Words> words, PasswordStanding? password, DateTimeOffset now) => (password?.MustChange, password?.DaysLeftAt(now)) switch
    {
        (null, _) => ("", ""),
        (true, _) => (words["Must be changed: until then the agent cannot make calls"], "bad"),
        (false, null) => ("", ""),
        (false, 0) => (words["Expires today"], "bad"),
        (false, 1) => (words["1 day left"], "warn"),
        (false, { } days) => (words["{0} days left", days], days < PasswordStanding.Warning ? "warn" : ""),
    };
}
