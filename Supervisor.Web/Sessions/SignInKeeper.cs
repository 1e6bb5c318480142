using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Supervisor.Domain.Agents;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Sessions;

/// <summary>
/// Keeps the sign-ins that the gateways hold for us in one protected file, so that the next run goes on with them instead of finding every agent
/// "signed in elsewhere" for the two minutes that a gateway remembers us. Losing the file costs those two minutes and nothing else.
/// </summary>
internal sealed class SignInKeeper(DataDirectory directory, IDataProtectionProvider protection, ILogger<SignInKeeper> logger)
{
    /// <summary>How old the file may get. A GUID stays valid for a minute after its renewal (protocol.md section 1.4).</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly IDataProtector _protector = protection.CreateProtector("Supervisor.SignIns.v1");
    private bool _faulty;

    private string Place => Path.Combine(directory.Root, "sign-ins");

    /// <summary>What the last run has left; empty where there is nothing, or nothing that can be read.</summary>
    public IReadOnlyDictionary<AgentId, KeptSignIn> Load()
    {
        try
        {
            if (!File.Exists(Place)) return new Dictionary<AgentId, KeptSignIn>();
            var kept = JsonSerializer.Deserialize<KeptSignIn[]>(_protector.Unprotect(File.ReadAllBytes(Place))) ?? [];
            return kept.ToDictionary(one => new AgentId(one.Gateway, one.WorkNo));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException or JsonException or ArgumentException)
        {
            logger.SignInsUnreadable(unreadable.GetType().Name);
            return new Dictionary<AgentId, KeptSignIn>();
        }
    }

    /// <summary>Replaces the file as a whole. A disk that refuses is one warning per episode: the sessions do not depend on it.</summary>
    public void Save(IEnumerable<KeptSignIn> kept)
    {
        try
        {
            var draft = Place + ".new";
            File.WriteAllBytes(draft, _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(kept.ToArray())));
            File.Move(draft, Place, overwrite: true);
            _faulty = false;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (!_faulty) logger.SignInsNotKept(refused.Message);
            _faulty = true;
        }
    }
}
