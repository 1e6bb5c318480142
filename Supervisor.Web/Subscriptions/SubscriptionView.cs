using System.Text.Json;
using Supervisor.Domain.Subscriptions;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Subscriptions;

/// <summary>One recognition subscription as programs see it (docs of the HTTP API).</summary>
/// <param name="State"><c>off</c>, <c>loggingIn</c>, <c>registering</c>, <c>registered</c>, <c>waiting</c> or <c>rejected</c>.</param>
/// <param name="Since">Since when it is in that state.</param>
/// <param name="ServerId">Id of the registration at the gateway.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="LastHandshakeAt">Last good handshake.</param>
/// <param name="NextTryAt">When the next handshake or try is due.</param>
/// <param name="LastCode">Code of the last answer that was not good; null after a good one.</param>
/// <param name="LastCodeText">What it means.</param>
/// <param name="LoggedInAt">Since when the configuration account is signed in.</param>
/// <param name="Results">Results received since our start.</param>
/// <param name="LastResultAt">When the last one came.</param>
public sealed record SubscriptionView(
    string State, DateTimeOffset? Since, string? ServerId, DateTimeOffset? RegisteredAt, DateTimeOffset? LastHandshakeAt, DateTimeOffset? NextTryAt,
    string? LastCode, string? LastCodeText, DateTimeOffset? LoggedInAt, long Results, DateTimeOffset? LastResultAt)
{
    /// <summary>Of a subscription that is wanted; null stands for one that has not begun.</summary>
    internal static SubscriptionView Of(SubscriptionHealth? health)
    {
        var state = health?.State ?? SubscriptionState.Initial;
        return new SubscriptionView(
            JsonNamingPolicy.CamelCase.ConvertName(state.Phase.ToString()), state.Phase == SubscriptionPhase.Off ? null : state.Since,
            state.ServerId, state.RegisteredAt, state.LastHandshakeAt, state.NextTryAt,
            state.LastCode, state.LastCode is { } code ? RetCode.Describe(code) : null,
            state.LoggedInAt, health?.Results ?? 0, health?.LastResultAt);
    }
}
