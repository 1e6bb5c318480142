using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Subscriptions;

/// <summary>
/// Keeps the subscriptions that the gateways hold for us in one protected file, so that the next run goes on with them, and <c>doctor</c> can tell of them.
/// Losing the file costs doubled results for at most five minutes.
/// </summary>
internal sealed class SubscriptionFile(DataDirectory directory, IDataProtectionProvider protection, ILogger<SubscriptionFile> logger)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Supervisor.Subscriptions.v1");
    private bool _faulty;

    private string Place => Path.Combine(directory.Root, "subscriptions");

    /// <summary>What the last run has left, or the running one has written; empty where there is nothing, or nothing that can be read.</summary>
    public IReadOnlyDictionary<string, KeptSubscription> Load()
    {
        try
        {
            if (!File.Exists(Place)) return new Dictionary<string, KeptSubscription>();
            var kept = JsonSerializer.Deserialize<KeptSubscription[]>(_protector.Unprotect(File.ReadAllBytes(Place))) ?? [];
            return kept.ToDictionary(one => one.Gateway);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException or JsonException or ArgumentException)
        {
            logger.Unreadable(unreadable.GetType().Name);
            return new Dictionary<string, KeptSubscription>();
        }
    }

    /// <summary>Replaces the file as a whole. A disk that refuses is one warning per episode: the subscriptions do not depend on it.</summary>
    /// <returns>False where it is as it was.</returns>
    public bool Save(IEnumerable<KeptSubscription> kept)
    {
        try
        {
            var sealedBytes = _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(kept.ToArray()));
            OwnerOnlyFile.Replace(Place, file => file.Write(sealedBytes));
            _faulty = false;
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or CryptographicException)
        {
            if (!_faulty) logger.NotKept(refused.Message);
            _faulty = true;
            return false;
        }
    }
}
