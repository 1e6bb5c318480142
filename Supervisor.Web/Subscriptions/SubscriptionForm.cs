using System.Text.Json;

namespace Supervisor.Web.Subscriptions;

/// <summary>What is registered (seed text "Subscription", table 2), under the names and with the types of the table.</summary>
/// <param name="ServiceToken"><c>serviceToken</c>, at most 256 characters: what the gateway shows with every result.</param>
/// <param name="CallbackUri"><c>serviceCallBackUri</c>, at most 200 characters.</param>
/// <param name="NlpFlag"><c>nlpFlag</c>.</param>
/// <param name="FlowAccessCode"><c>flowAccessCode</c>; left out where null, and without <paramref name="NlpFlag"/>.</param>
internal sealed record SubscriptionForm(string ServiceToken, string CallbackUri, bool NlpFlag, string? FlowAccessCode)
{
    // the only type there is; the others are reserved
    private const string Recognition = "1";

    /// <summary>The body of the registration.</summary>
    public byte[] Write()
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("subscribeType", Recognition);
            json.WriteString("serviceToken", ServiceToken);
            json.WriteString("serviceCallBackUri", CallbackUri);
            json.WriteBoolean("nlpFlag", NlpFlag);
            if (NlpFlag && FlowAccessCode is { Length: > 0 } code) json.WriteString("flowAccessCode", code);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Never the token.</summary>
    public override string ToString() => CallbackUri;
}
