using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Users;

/// <summary>
/// Changes to users. Identity works on a scoped context, so each command opens a scope of its own: one context, one transaction with the audit.
/// Every change renews the security stamp, which ends open pages and cookies of that user.
/// </summary>
internal sealed class UserCommands(IServiceScopeFactory scopes, AuditTrail audit)
{
    public async Task<Outcome> AddAsync(string name, IReadOnlyCollection<string> roles, string password, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        var errors = CheckRoles(roles);
        if (Actor.IsReserved(name)) errors.Add(new("name", "This name is reserved."));
        return await InTransactionAsync(async (users, db) =>
        {
            var user = new SupervisorUser { UserName = name };
            errors.AddRange(await RefusedAsync(users, user, password));
            foreach (var validator in users.UserValidators) errors.AddRange(ErrorsOf(await validator.ValidateAsync(users, user)));
            if (errors.Count > 0) return Outcome.Invalid(errors);
            if (await users.CreateAsync(user, password) is { Succeeded: false } refused) return Outcome.Invalid(ErrorsOf(refused).ToList());
            if (await users.AddToRolesAsync(user, roles.Distinct()) is { Succeeded: false } noRoles) return Outcome.Invalid(ErrorsOf(noRoles).ToList());
            audit.Add(db, actor, "user.add", name, string.Join(", ", roles.Distinct()));
            return Outcome.Done;
        }, cancellationToken);
    }

    public Task<Outcome> SetRolesAsync(string name, IReadOnlyCollection<string> roles, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(name, actor, async (users, db, user) =>
        {
            if (CheckRoles(roles) is { Count: > 0 } errors) return Outcome.Invalid(errors);
            if (user.IsExternal()) return Outcome.Invalid("roles", "{0} signs in by single sign-on, which gives the roles.", user.UserName!);
            var before = await users.GetRolesAsync(user);
            if (before.ToHashSet().SetEquals(roles)) return Outcome.Done;
            if (before.Contains(Roles.Admin) && !roles.Contains(Roles.Admin) && await WhyLastAdminAsync(users, user) is { } last) return last;
            await ExpectAsync(users.RemoveFromRolesAsync(user, before.Except(roles)));
            await ExpectAsync(users.AddToRolesAsync(user, roles.Except(before).Distinct()));
            audit.Add(db, actor, "user.roles", user.UserName!, $"{string.Join(", ", before)} -> {string.Join(", ", roles)}");
            return Outcome.Done;
        }, cancellationToken);

    public Task<Outcome> SetEnabledAsync(string name, bool enabled, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(name, actor, async (users, db, user) =>
        {
            if (user.Enabled == enabled) return Outcome.Done;
            if (!enabled && await WhyLastAdminAsync(users, user) is { } last) return last;
            user.Enabled = enabled;
            audit.Add(db, actor, enabled ? "user.enable" : "user.disable", user.UserName!);
            return Outcome.Done;
        }, cancellationToken);

    /// <summary>Also ends a lock-out: whoever got a new password may use it.</summary>
    public Task<Outcome> SetPasswordAsync(string name, string password, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(name, actor, async (users, db, user) =>
        {
            if (user.IsExternal()) return Outcome.Invalid("password", "{0} signs in by single sign-on and has no password here.", user.UserName!);
            if (await TakePasswordAsync(users, user, password) is { Count: > 0 } errors) return Outcome.Invalid(errors);
            (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
            audit.Add(db, actor, "user.password", user.UserName!);
            return Outcome.Done;
        }, cancellationToken);

    /// <summary>Gives <paramref name="user"/> a password that the rules allow; the caller saves. What they refuse, otherwise.</summary>
    internal static async Task<IReadOnlyList<FieldError>> TakePasswordAsync(UserManager<SupervisorUser> users, SupervisorUser user, string password)
    {
        var errors = await RefusedAsync(users, user, password);
        if (errors.Count == 0) user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        return errors;
    }

    /// <summary>What the rules for passwords have against one.</summary>
    private static async Task<List<FieldError>> RefusedAsync(UserManager<SupervisorUser> users, SupervisorUser user, string password)
    {
        List<FieldError> errors = [];
        foreach (var validator in users.PasswordValidators) errors.AddRange(ErrorsOf(await validator.ValidateAsync(users, user, password)));
        return errors;
    }

    private Task<Outcome> ChangeAsync(string name, Actor actor, Func<UserManager<SupervisorUser>, SupervisorDb, SupervisorUser, Task<Outcome>> change, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return Task.FromResult(Outcome.Forbidden);
        return InTransactionAsync(async (users, db) =>
        {
            if (await users.FindByNameAsync(name) is not { } user) return Outcome.NotFound("There is no user {0}.", name);
            var outcome = await change(users, db, user);
            if (outcome.IsDone && db.ChangeTracker.HasChanges()) await ExpectAsync(users.UpdateSecurityStampAsync(user));
            return outcome;
        }, cancellationToken);
    }

    private async Task<Outcome> InTransactionAsync(Func<UserManager<SupervisorUser>, SupervisorDb, Task<Outcome>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SupervisorDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var outcome = await work(scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>(), db);
        if (!outcome.IsDone) return outcome;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    // Admins of the single sign-on come in only while the provider answers and gives them the role: they stand in for no admin who has a password here.
    private static async Task<Outcome?> WhyLastAdminAsync(UserManager<SupervisorUser> users, SupervisorUser user)
    {
        var admins = (await users.GetUsersInRoleAsync(Roles.Admin)).Where(x => x.Enabled).ToLookup(x => x.Id == user.Id);
        if (!admins[true].Any()) return null;
        if (!admins[false].Any()) return Outcome.Invalid("roles", "This is the last admin who can sign in: make another one first.");
        return !user.IsExternal() && admins[false].All(x => x.IsExternal()) ? Outcome.Invalid("roles", "This is the last admin who can sign in without the single sign-on: make another one first.") : null;
    }

    private static List<FieldError> CheckRoles(IReadOnlyCollection<string> roles)
    {
        var errors = roles.Where(x => !Roles.All.Contains(x)).Select(x => new FieldError("roles", "There is no role {0}.", x)).ToList();
        if (roles.Count == 0) errors.Add(new("roles", "Choose at least one role."));
        return errors;
    }

    /// <summary>What the rules for names and passwords refuse, in our words.</summary>
    private static IEnumerable<FieldError> ErrorsOf(IdentityResult result) => result.Errors.Select(error => error.Code switch
    {
        nameof(IdentityErrorDescriber.PasswordTooShort) => new FieldError("password", "The password must have at least {0} characters.", 10),
        nameof(IdentityErrorDescriber.DuplicateUserName) => new FieldError("name", "There is a user with this name already."),
        nameof(IdentityErrorDescriber.InvalidUserName) => new FieldError("name", "The name may have letters, digits and . _ - @ +"),
        _ => new FieldError(error.Code.Contains("Password", StringComparison.Ordinal) ? "password" : "name", error.Description),
    });

    // what was checked before cannot be refused after; if it is, that is a bug
    internal static async Task ExpectAsync(Task<IdentityResult> change)
    {
        var result = await change;
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(' ', result.Errors.Select(x => x.Code)));
    }
}
