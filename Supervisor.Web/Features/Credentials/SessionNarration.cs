using System.Globalization;
using Microsoft.Extensions.Localization;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Components;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Features.Credentials;

/// <summary>What a row says about its agent's session.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Tone">Style class: <c>good</c>, <c>warn</c>, <c>bad</c> or empty. The words alone say enough.</param>
/// <param name="MayRetry">A person may try again now.</param>
/// <param name="MayTakeOver">A person may kick out whoever is signed in elsewhere.</param>
/// <param name="Code">The code that the sentence is about; null where there is none.</param>
internal sealed record SessionNarration(string Text, string Tone = "", bool MayRetry = false, bool MayTakeOver = false, string? Code = null)
{
    // the gateway does not let anybody be kicked out, so the button could only disappoint
    private const string NoTakeOver = "100-015";

    public static SessionNarration Of(CredentialRow row, SessionHealth? health, IStringLocalizer<Words> words, TimeZoneInfo zone, SignedOutHere? signedOut = null) =>
        signedOut is not null && (health is null || health.State.Phase == SessionPhase.Stopped)
            ? new(words["Signed out here by {0}", signedOut.By])
            : Tell(row, health, words, zone) with { Code = health?.State.LastCode };

    private static SessionNarration Tell(CredentialRow row, SessionHealth? health, IStringLocalizer<Words> words, TimeZoneInfo zone)
    {
        string Time(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

        string Cause(string? code) => code is null ? words["unknown cause"] : words.Code(code, health?.Note);

        if (health is null or { State.Phase: SessionPhase.Stopped })
        {
            if (!row.GatewayEnabled) return new(words["Gateway not in use"]);
            return row.Enabled ? new(words["Starting..."]) : new(words["Disabled"]);
        }

        var state = health.State;
        return state.Phase switch
        {
            SessionPhase.SigningIn => new(words["Signing in..."]),
            SessionPhase.EnteringQueues => new(words["Entering the skill queues..."]),
            SessionPhase.Live when state is { LastCode: { } code, InQueues: false } => new(words["Live since {0}, but not in its queues: {1}", Time(state.Since), Cause(code)], "warn"),
            SessionPhase.Live when state.LastCode is { } code => new(words["Live since {0}. Last answer: {1}", Time(state.Since), Cause(code)], "warn"),
            SessionPhase.Live => new(words["Live since {0}", Time(state.Since)], "good"),
            SessionPhase.Waiting when state.NextTryAt is { } next => new(words["Waiting: {0}. Next try at {1}", Cause(state.LastCode), Time(next)], "warn", MayRetry: true),
            SessionPhase.Waiting => new(words["Waiting: {0}", Cause(state.LastCode)], "warn", MayRetry: true),
            SessionPhase.Occupied => new(words["Signed in elsewhere"], "warn", MayRetry: true, MayTakeOver: state.LastCode != NoTakeOver),
            SessionPhase.Rejected => new(words["Rejected: {0}", Cause(state.LastCode)], "bad", MayRetry: true),
            _ => new(words["Signing out..."]),
        };
    }
}
