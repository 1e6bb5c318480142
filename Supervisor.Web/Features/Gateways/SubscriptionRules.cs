using System.Globalization;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Web.Features.Gateways;

/// <summary>What a subscription's settings must be (seed text "Subscription", table 2; protocol.md section 1.4, C5): checked before anything is sent.</summary>
internal static class SubscriptionRules
{
    // an administrator's id ends at 999999; a VDN's id + 1000000 goes beyond
    private const int HighestAccount = 1_099_999;

    /// <summary>Every error; fields are named as the configuration keys.</summary>
    public static IEnumerable<FieldError> Check(GatewayForm form)
    {
        var subscription = form.Subscription;
        var account = subscription.AgentId?.Trim() ?? "";
        if (account.Length > 0 && !(int.TryParse(account, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= HighestAccount))
            yield return new("Subscription:AgentId", "The account must be a number: an administrator's id from 1 to 999999, or the VDN's id + 100000 or + 1000000.");
        if (!string.IsNullOrWhiteSpace(subscription.FlowAccessCode) && !subscription.NlpFlag)
            yield return new("Subscription:FlowAccessCode", "The chatbot's access code belongs to the semantic analysis: switch that on (NlpFlag), or leave the code out.");
        if (!subscription.Enabled) yield break;

        if (account.Length == 0)
            yield return new("Subscription:AgentId", "The subscription needs the configuration account: an administrator's id from 1 to 999999, or the VDN's id + 100000 or + 1000000.");
        if (string.IsNullOrEmpty(subscription.Password) && !subscription.HasPassword)
            yield return new("Subscription:Password", "The subscription needs the password of the configuration account.");
        if (string.IsNullOrWhiteSpace(form.CallbackBaseUrl))
            yield return new("CallbackBaseUrl", "The subscription needs the public base address of this app, like https://supervisor.example: the gateway sends the results there.");
        else if (SubscriptionAddress.Of(form.CallbackBaseUrl) is { Length: > SubscriptionAddress.Longest } uri)
            yield return new("CallbackBaseUrl", "With {0} behind it the address has {1} characters; the gateway takes at most {2}.", SubscriptionAddress.Path, uri.Length, SubscriptionAddress.Longest);
    }
}
