using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Supervisor.Domain.Agents;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Sessions;

/// <summary>
/// Keeps the sign-ins that the gateways hold for us in one protected file, so that the next run goes on with them instead of finding every agent
/// "signed in elsewhere" for the two minutes that a gateway remembers us. Losing the file costs those two minutes and nothing else.
/// </summary>
internal sealed class SignInKeeper(DataDirectory directory, IDataProtectionProvider protection, TimeProvider time, ILogger<SignInKeeper> logger) : IDisposable
{
    /// <summary>How old the file may get. A GUID stays valid for a minute after its renewal (protocol.md section 1.4).</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>How long a new sign-in waits for company: a mass sign-in must not replace the file for each agent.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly IDataProtector _protector = protection.CreateProtector("Supervisor.SignIns.v3");
    private readonly MemoryStream _packed = new();
    private RunSeal? _seal;
    private TaskCompletionSource _soon = NewSignal();
    private bool _faulty;

    private string Place => Path.Combine(directory.Root, "sign-ins");

    /// <summary>What the last run has left; empty where there is nothing, or nothing that can be read.</summary>
    public IReadOnlyDictionary<AgentId, KeptSignIn> Load()
    {
        try
        {
            if (!File.Exists(Place)) return new Dictionary<AgentId, KeptSignIn>();
            var (written, from) = RunSeal.Read(_protector, File.ReadAllBytes(Place));
            using var packed = new MemoryStream(written, from, written.Length - from);
            using var unpacked = new BrotliStream(packed, CompressionMode.Decompress);
            return SignInBytes.Read(unpacked).ToDictionary(one => new AgentId(one.Gateway, one.WorkNo));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or FormatException or InvalidDataException or InvalidOperationException)
        {
            logger.SignInsUnreadable(unreadable.GetType().Name);
            return new Dictionary<AgentId, KeptSignIn>();
        }
    }

    /// <summary>A sign-in came or went: what nobody can make up for after a crash is written at once, and not at the next <see cref="Interval"/>.</summary>
    public void Soon() => Volatile.Read(ref _soon).TrySetResult();

    /// <summary>Replaces the file again and again until it is stopped.</summary>
    /// <param name="held">What the gateways hold for us at the moment.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task RunAsync(Func<IEnumerable<KeptSignIn>> held, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await _soon.Task.WaitAsync(Interval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Volatile.Write(ref _soon, NewSignal());
            Save(held());
        }
    }

    /// <summary>Replaces the file as a whole. A disk that refuses is one warning per episode: the sessions do not depend on it.</summary>
    public void Save(IEnumerable<KeptSignIn> kept)
    {
        try
        {
            Pack(kept);
            OwnerOnlyFile.Replace(Place, file => (_seal ??= new RunSeal(_protector)).Write(file, _packed.GetBuffer().AsSpan(0, (int)_packed.Length)));
            _faulty = false;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or CryptographicException)
        {
            if (!_faulty) logger.SignInsNotKept(refused.Message);
            _faulty = true;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _seal?.Dispose();
        _packed.Dispose();
    }

    // Ten thousand of them are megabytes, each ten seconds: a part of it goes to the disk, and is what is encrypted.
    private void Pack(IEnumerable<KeptSignIn> kept)
    {
        _packed.SetLength(0);
        using var packing = new BrotliStream(_packed, CompressionLevel.Fastest, leaveOpen: true);
        SignInBytes.Write(packing, kept);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
