using System.Globalization;
using Supervisor.Domain.Sessions;
using Supervisor.Domain.Subscriptions;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Subscriptions;

/// <summary>For <c>doctor</c>: whether the configuration account may sign in, and how the app's own subscription stands.</summary>
internal static class SubscriptionProbe
{
    /// <summary>Signs in the configuration account, and nothing else: a second registration would double every result.</summary>
    /// <returns>Why that failed, in words; null when it was good.</returns>
    public static async Task<string?> LogInAsync(ConfiguredGateway gateway, string password, CancellationToken cancellationToken)
    {
        var (endpoint, error) = GatewayEndpoint.Create(gateway, []);
        if (endpoint is null) return error;
        using (endpoint)
        {
            var reply = await new SubscriptionClient(endpoint, TimeProvider.System).LogInAsync(gateway.Subscription.AgentId ?? 0, password, cancellationToken);
            return reply.Answer.Kind switch
            {
                AnswerKind.Ok => null,
                AnswerKind.Refused => RetCode.Explain(reply.Answer.Code),
                _ => reply.Fault,
            };
        }
    }

    /// <summary>What the app has written down last, in words; it is written at every change.</summary>
    /// <param name="kept">What it wrote; null for nothing.</param>
    /// <param name="now">The time (UTC).</param>
    /// <returns>The sentence, and whether it is trouble.</returns>
    public static (string Text, bool IsTrouble) Tell(KeptSubscription? kept, DateTimeOffset now)
    {
        if (kept?.State is not { } state) return ("the app has not registered yet", false);
        var cause = state.LastCode is { } code ? RetCode.Explain(code) : "unknown cause";
        if (state.Phase == SubscriptionPhase.Rejected) return ($"rejected since {Time(state.Since)}: {cause}; correct the account, or press Retry on the gateway's page", true);
        if (state.Phase == SubscriptionPhase.Waiting) return ($"waiting since {Time(state.Since)}: {cause}; next try at {Time(state.NextTryAt)}", true);
        if (state.ServerId is null) return ("being registered", false);
        var registration = $"{state.ServerId}, registered since {Time(state.RegisteredAt)}, last handshake {Time(state.LastHandshakeAt)}";
        return now - state.LastGoodAt < SubscriptionMachine.GatewayMemory
            ? ($"{registration}, next {Time(state.NextTryAt)}", false)
            : ($"{registration}; lapsed, as the app does not run", false);
    }

    private static string Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "never";
}
