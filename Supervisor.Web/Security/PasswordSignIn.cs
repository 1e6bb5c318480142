using System.Net;
using Microsoft.AspNetCore.Identity;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Security;

/// <summary>
/// Signs in by name and password, or refuses. Each answer costs one hash: neither what is said nor how long it takes tells whether a name exists, is disabled or is locked. The audit knows why.
/// </summary>
internal sealed class PasswordSignIn(SignInManager<SupervisorUser> manager, UserManager<SupervisorUser> users, PasswordTurns turns, SignInAudit audit)
{
    /// <summary>True where somebody is signed in now.</summary>
    /// <param name="name">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="from">Of the browser, or of the proxy in front of us.</param>
    /// <param name="gone">Gives up while others are checked.</param>
    public Task<bool> TryAsync(string name, string password, IPAddress? from, CancellationToken gone) =>
        turns.TakeAsync(users.NormalizeName(name) ?? "", () => CheckAsync(name, password, from), gone);

    private async Task<bool> CheckAsync(string name, string password, IPAddress? from)
    {
        // read in its turn: the count of a user read before would be an old one
        var user = await users.FindByNameAsync(name);
        if (user is not { PasswordHash: not null }) return await RefuseUncheckedAsync(name, password, user is null ? "no such user" : "no password here", from);
        var wasLocked = await users.IsLockedOutAsync(user);
        var result = await manager.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (result.IsNotAllowed) return await RefuseUncheckedAsync(name, password, "disabled", from);
        if (wasLocked) return await RefuseUncheckedAsync(name, password, "locked out", from);
        if (result.IsLockedOut) await audit.LockedAsync(user.UserName!, from);
        if (!result.Succeeded) return await RefuseAsync(name, "wrong password", from);
        await manager.SignInAsync(user, isPersistent: false);
        return true;
    }

    /// <summary>Nobody has looked at the password, which would be noticed by the time saved.</summary>
    private Task<bool> RefuseUncheckedAsync(string name, string password, string why, IPAddress? from)
    {
        users.PasswordHasher.HashPassword(new SupervisorUser(), password);
        return RefuseAsync(name, why, from);
    }

    private async Task<bool> RefuseAsync(string name, string why, IPAddress? from)
    {
        await audit.RefusedAsync(name, why, from);
        return false;
    }
}
