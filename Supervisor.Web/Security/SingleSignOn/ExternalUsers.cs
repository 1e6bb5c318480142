using Microsoft.AspNetCore.Identity;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>
/// Keeps a user for everybody who comes by single sign-on: found by the provider's subject, never by name, so that nobody takes over an account by calling themselves like it. Name and roles follow the provider at
/// every sign-in; disabling somebody here wins.
/// </summary>
internal sealed class ExternalUsers(IServiceScopeFactory scopes, AuditTrail audit, SingleSignOnOptions options, TimeProvider time)
{
    /// <summary>The id of the user who may come in, or why nobody does.</summary>
    public async Task<(string? UserId, SingleSignOnRefusal Refusal)> AdmitAsync(ExternalPerson person, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SupervisorDb>();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>();
        // takes the write lock at once: two first sign-ins of one person make one user
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var user = await users.FindByLoginAsync(options.KeptIssuer, person.Subject);
        if (user is { Enabled: false }) return (null, SingleSignOnRefusal.Disabled);
        if (user is null)
        {
            if (person.Roles.Count == 0) return (null, SingleSignOnRefusal.NoRole);
            user = new SupervisorUser { UserName = person.Name };
            if (!await IsNameFreeAsync(users, user)) return (null, SingleSignOnRefusal.Name);
            await MakeAsync(users, db, user, person);
        }
        else
        {
            await RenameAsync(users, db, user, person.Name);
        }

        await FollowRolesAsync(users, db, user, person.Roles);
        user.RolesGoodUntil = time.GetUtcNow() + (person.Roles.Count > 0 ? TimeSpan.FromHours(options.SessionHours) : TimeSpan.Zero);
        await ExpectAsync(users.UpdateAsync(user));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return person.Roles.Count > 0 ? (user.Id, default) : (null, SingleSignOnRefusal.NoRole);
    }

    private async Task MakeAsync(UserManager<SupervisorUser> users, SupervisorDb db, SupervisorUser user, ExternalPerson person)
    {
        await ExpectAsync(users.CreateAsync(user));
        await ExpectAsync(users.AddLoginAsync(user, new UserLoginInfo(options.KeptIssuer, person.Subject, options.Name)));
        audit.Add(db, Actor.SingleSignOn, "user.add", person.Name, $"by {options.Name}");
    }

    /// <summary>A new name that is taken here, or cannot be one, leaves the old name: the person is the same.</summary>
    private async Task RenameAsync(UserManager<SupervisorUser> users, SupervisorDb db, SupervisorUser user, string name)
    {
        var before = user.UserName!;
        if (before == name || !await IsNameFreeAsync(users, new SupervisorUser { Id = user.Id, UserName = name })) return;
        await ExpectAsync(users.SetUserNameAsync(user, name));
        audit.Add(db, Actor.SingleSignOn, "user.rename", name, $"{before} -> {name}");
    }

    private async Task FollowRolesAsync(UserManager<SupervisorUser> users, SupervisorDb db, SupervisorUser user, IReadOnlyList<string> roles)
    {
        var before = await users.GetRolesAsync(user);
        if (before.ToHashSet().SetEquals(roles)) return;
        await ExpectAsync(users.RemoveFromRolesAsync(user, before.Except(roles)));
        await ExpectAsync(users.AddToRolesAsync(user, roles.Except(before)));
        // ends what is open in other browsers with the old roles
        await ExpectAsync(users.UpdateSecurityStampAsync(user));
        audit.Add(db, Actor.SingleSignOn, "user.roles", user.UserName!, $"{string.Join(", ", before)} -> {string.Join(", ", roles)}");
    }

    private static async Task<bool> IsNameFreeAsync(UserManager<SupervisorUser> users, SupervisorUser user)
    {
        if (Actor.IsReserved(user.UserName!) || user.UserName!.Length > TypedName.Longest) return false;
        foreach (var validator in users.UserValidators)
            if (!(await validator.ValidateAsync(users, user)).Succeeded) return false;
        return true;
    }

    // what was checked before cannot be refused after; if it is, that is a bug
    private static async Task ExpectAsync(Task<IdentityResult> change)
    {
        var result = await change;
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(' ', result.Errors.Select(x => x.Code)));
    }
}
