using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Supervisor.Web.Features.Users;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Account;

/// <summary>
/// Changes the password of the person who is signed in. The one there is has to be shown, so that who finds a browser open cannot keep the account; wrong ones count, and lock, as at a sign-in.
/// All other browsers of the person have to sign in again.
/// </summary>
internal sealed class OwnPassword(SignInManager<SupervisorUser> manager, UserManager<SupervisorUser> users, SupervisorDb db, PasswordTurns turns, SignInAudit signIns, AuditTrail audit)
{
    /// <summary>Only while an answer of HTTP has not begun: the browser of the person goes on with a new cookie.</summary>
    /// <param name="person">Who is signed in.</param>
    /// <param name="current">The password there is, as typed.</param>
    /// <param name="chosen">The new one, as typed.</param>
    /// <param name="from">Of the browser, or of the proxy in front of us.</param>
    /// <param name="gone">Gives up while others are checked.</param>
    public Task<Outcome> ChangeAsync(ClaimsPrincipal person, string current, string chosen, IPAddress? from, CancellationToken gone) =>
        turns.TakeAsync(users.NormalizeName(person.Identity?.Name) ?? "", async () =>
        {
            if (await users.GetUserAsync(person) is not { } user) return Outcome.Forbidden;
            if (user.PasswordHash is null) return Outcome.Invalid("", "{0} signs in by single sign-on and has no password here.", user.UserName!);
            var wasLocked = await users.IsLockedOutAsync(user);
            var shown = await manager.CheckPasswordSignInAsync(user, current, lockoutOnFailure: true);
            if (!shown.Succeeded)
            {
                if (shown.IsLockedOut && !wasLocked) await signIns.LockedAsync(user.UserName!, from);
                await signIns.RefusedAsync(user.UserName, wasLocked ? "locked out, change of the own password" : "wrong password for a change of the own one", from);
                return Outcome.Invalid("current", "This is not the password, or the account is locked for a few minutes after too many tries.");
            }

            if (await UserCommands.TakePasswordAsync(users, user, chosen) is { Count: > 0 } errors) return Outcome.Invalid(errors);
            audit.Add(db, Actor.From(person), "user.password", user.UserName!, "the own one");
            await UserCommands.ExpectAsync(users.UpdateSecurityStampAsync(user)); // saves all three: the password, the stamp and the audit
            await manager.RefreshSignInAsync(user);
            return Outcome.Done;
        }, gone);
}
