using System.Security.Cryptography;

namespace Supervisor.Web.Callbacks;

/// <summary>
/// The secret that a gateway shows when it calls us back: letters and digits only, 32 characters, which fits the 50 of a sign-in
/// (seed text "Signing In", serviceToken) and the 256 of a subscription (seed text "Subscription", serviceToken).
/// </summary>
internal static class ServiceToken
{
    /// <summary>The header that carries it, from us and to us.</summary>
    public const string Header = "service_token";

    private const int Bytes = 16;

    /// <summary>A new one: 128 random bits.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
}
