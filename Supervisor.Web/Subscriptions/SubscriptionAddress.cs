namespace Supervisor.Web.Subscriptions;

/// <summary>The address that is registered for recognition results. The gateway appends its own path to it (protocol.md section 6.3), so this is a prefix.</summary>
internal static class SubscriptionAddress
{
    /// <summary>Behind the public base address of this app (surface.md, "Addresses the gateway calls").</summary>
    public const string Path = "/callback/recognition";

    /// <summary>Longest that a gateway takes, in characters (seed text "Subscription", serviceCallBackUri).</summary>
    public const int Longest = 200;

    /// <summary>What is registered.</summary>
    /// <param name="callbackBaseUrl">Public base address of this app, with or without a slash at the end.</param>
    public static string Of(string callbackBaseUrl) => callbackBaseUrl.Trim().TrimEnd('/') + Path;
}
