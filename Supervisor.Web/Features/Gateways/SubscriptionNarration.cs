using System.Globalization;
using Microsoft.Extensions.Localization;
using Supervisor.Domain.Subscriptions;
using Supervisor.Web.Components;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Web.Features.Gateways;

/// <summary>What a row says about its gateway's recognition subscription.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Tone">Style class: <c>good</c>, <c>warn</c>, <c>bad</c> or empty. The words alone say enough.</param>
/// <param name="MayRetry">A person may try again now.</param>
internal sealed record SubscriptionNarration(string Text, string Tone = "", bool MayRetry = false)
{
    public static SubscriptionNarration Of(ConfiguredGateway gateway, SubscriptionHealth? health, IStringLocalizer<Words> words, TimeZoneInfo zone)
    {
        string Time(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

        string Cause(string? code) => code is null ? words["unknown cause"] : words.Code(code);

        if (!gateway.Subscription.Enabled) return new(words["Off"]);
        if (!gateway.Enabled) return new(words["Gateway not in use"]);
        return health?.State switch
        {
            { Phase: SubscriptionPhase.LoggingIn } => new(words["Signing in the configuration account..."]),
            { Phase: SubscriptionPhase.Registering } => new(words["Registering..."]),
            { Phase: SubscriptionPhase.Registered, RegisteredAt: { } since } => new(words["Registered since {0}", Time(since)], "good"),
            { Phase: SubscriptionPhase.Waiting, NextTryAt: { } next } waiting => new(words["Waiting: {0}. Next try at {1}", Cause(waiting.LastCode), Time(next)], "warn", MayRetry: true),
            { Phase: SubscriptionPhase.Waiting } waiting => new(words["Waiting: {0}", Cause(waiting.LastCode)], "warn", MayRetry: true),
            { Phase: SubscriptionPhase.Rejected } rejected => new(words["Rejected: {0}", Cause(rejected.LastCode)], "bad", MayRetry: true),
            _ => new(words["Starting..."]),
        };
    }
}
