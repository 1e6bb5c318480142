using System.Collections.Concurrent;
using System.Security.Claims;

namespace Supervisor.Web.Security;

/// <summary>
/// Sign-ins that ended before their cookie did: by the button, or by somebody else who signed in over them. All pages of that browser end with it; other browsers of the same person have sign-ins of their own.
/// Kept in memory: the browser itself has lost the cookie, and no page outlives a restart. Thread-safe.
/// </summary>
internal sealed class EndedSignIns(TimeProvider time)
{
    /// <summary>As long as a cookie lives that is not renewed: an ended one is never renewed.</summary>
    public static readonly TimeSpan CookieLife = TimeSpan.FromHours(12);

    private const string ClaimType = "supervisor:sign-in";

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new();

    /// <summary>Tells the name of a sign-in that has ended, on the thread of who ended it: do nothing there that takes time.</summary>
    public event Action<string>? Ended;

    /// <summary>What a sign-in is known by: the same as before where a person signs in once more.</summary>
    public static Claim Begin(ClaimsPrincipal? again) => again?.FindFirst(ClaimType)?.Clone() ?? new Claim(ClaimType, Guid.NewGuid().ToString("N"));

    /// <summary>The name of the sign-in; null for tokens, and for cookies of versions that gave none.</summary>
    public static string? NameOf(ClaimsPrincipal user) => user.FindFirstValue(ClaimType);

    /// <summary>The framework reads a user anew from the store, where sign-ins do not stand.</summary>
    public static void Carry(ClaimsPrincipal from, ClaimsPrincipal to)
    {
        if (from.FindFirst(ClaimType) is { } claim) to.Identities.First().AddClaim(claim.Clone());
    }

    /// <summary>Whether the sign-in by which this user came has ended.</summary>
    public bool Has(ClaimsPrincipal user) => NameOf(user) is { } name && _ended.ContainsKey(name);

    /// <summary>Ends it when the answer is out: the pages of a browser leave at once, and the one that waits for the answer must not leave without its cookies.</summary>
    public void EndAfter(HttpResponse answer, ClaimsPrincipal user) => answer.OnCompleted(() =>
    {
        End(user);
        return Task.CompletedTask;
    });

    /// <summary>Ends the sign-in by which this user came.</summary>
    public void End(ClaimsPrincipal user)
    {
        if (NameOf(user) is not { } name) return;
        var now = time.GetUtcNow();
        foreach (var (old, at) in _ended)
        {
            if (now - at > CookieLife) _ended.TryRemove(old, out _);
        }

        _ended[name] = now;
        Ended?.Invoke(name);
    }
}
