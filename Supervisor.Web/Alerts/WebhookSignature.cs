using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Supervisor.Web.Alerts;

/// <summary>How a receiver knows that a message is ours, whole and new: HMAC-SHA256 with the shared secret over the time, a dot, and the body.</summary>
internal static class WebhookSignature
{
    /// <summary>Seconds since 1970 at which this try was signed: older than five minutes is a repetition by somebody else.</summary>
    public const string TimeHeader = "Supervisor-Timestamp";

    /// <summary><c>v1=</c> and 64 hexadecimal digits.</summary>
    public const string SignatureHeader = "Supervisor-Signature";

    /// <summary>The same in every try of a message.</summary>
    public const string DeliveryHeader = "Supervisor-Delivery";

    public static string Of(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), (byte)'.', .. body];
        return "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }
}
