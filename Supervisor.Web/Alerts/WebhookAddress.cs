namespace Supervisor.Web.Alerts;

/// <summary>Which addresses a webhook may have.</summary>
internal static class WebhookAddress
{
    /// <summary>True for https, and for http on this machine; without user, password and fragment.</summary>
    public static bool IsGood(string text) =>
        text.Length <= 500 && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
