using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Components;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Features.Credentials;

/// <summary>
/// Changes an agent's password at the gateway and here. The new one is stored, protected, before it is sent: whatever fails in between, one of the two
/// stored passwords holds, and the next sign-in finds out which.
/// </summary>
internal sealed class PasswordCommands(
    IDbContextFactory<SupervisorDb> databases,
    CredentialVault vault,
    AuditTrail audit,
    TimeProvider time,
    IStringLocalizer<Words> words,
    ILogger<PasswordCommands> logger,
    ISessionPool? pool = null)
{
    /// <summary>As the audit names it.</summary>
    public const string Action = "agent.password";

    private readonly ConcurrentDictionary<AgentId, bool> _underWay = new();

    /// <summary>Why the password cannot be changed now, an English sentence and key of its translation; null where it can.</summary>
    public static string? Obstacle(SessionHealth? health) =>
        health?.State.Phase == SessionPhase.Live ? null : "The password can be changed only while the agent's session is live.";

    /// <summary>Once begun it is ended, also when the page is left: so nothing can cancel it.</summary>
    public async Task<Outcome> ChangeAsync(AgentId id, NewPasswordForm form, Actor actor)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        if (pool is null || Obstacle(pool.Find(id)) is not null) return Outcome.Invalid("", Obstacle(null)!);
        if (!_underWay.TryAdd(id, true)) return Outcome.Invalid("", "This password is being changed already.");
        try
        {
            var (change, refused) = await PrepareAsync(id, form);
            return change is null ? refused! : await SendAsync(pool, id, change, actor);
        }
        finally
        {
            _underWay.TryRemove(id, out _);
        }
    }

    private async Task<(PasswordChange? Change, Outcome? Refused)> PrepareAsync(AgentId id, NewPasswordForm form)
    {
        await using var db = await databases.CreateDbContextAsync();
        if (await FindAsync(db, id) is not { } stored) return (null, Outcome.NotFound("There is no agent {0} on gateway {1}.", id.WorkNo, id.Gateway));
        if (stored.PendingPassword is not null)
            return (null, Outcome.Invalid("", "It is not known yet whether the gateway has taken the last new password. Disable the agent and enable it again: the sign-in finds out."));
        if (!vault.TryUnprotect(stored.ProtectedPassword, out var old)) return (null, Outcome.Invalid("", "The stored password cannot be read: enter it again first."));
        var wanted = form.Generate ? NewPasswordForm.Generated() : form.Password;
        if (!form.Generate && PasswordRules.Check([stored.AgentId, stored.Name], old, form) is { Count: > 0 } errors) return (null, Outcome.Invalid(errors));
        var change = new PasswordChange(old, wanted, vault.Protect(wanted));
        stored.PendingPassword = change.ProtectedNew;
        stored.ChangedAt = time.GetUtcNow();
        await db.SaveChangesAsync();
        return (change, null);
    }

    private async Task<Outcome> SendAsync(ISessionPool sessions, AgentId id, PasswordChange change, Actor actor)
    {
        var end = await sessions.ChangePasswordAsync(id, change);
        var cause = words.Code(end.Answer.Code, end.Note);
        if (end.Answer.Kind == AnswerKind.Ok) return await KeepAsync(id, change, actor);
        if (end.IsUncertain)
        {
            await audit.KeepAsync(actor, Action, id.ToString(), $"no answer: {end.Answer.Code}", CancellationToken.None);
            return Outcome.Invalid("", "No usable answer ({0}): it is not known whether the gateway has taken the new password. Both are kept, and the next sign-in finds out which one holds.", cause);
        }

        await ForgetAsync(id, change, actor, end.Answer.Code);
        return end.Answer.Code == Gateway.Failure.NotSent
            ? Outcome.Invalid("", "The agent's session did not come to it in time. Nothing was sent and nothing has changed: try again.")
            : Outcome.Invalid("", "The gateway has not changed the password: {0}", cause);
    }

    private async Task<Outcome> KeepAsync(AgentId id, PasswordChange change, Actor actor)
    {
        try
        {
            await StoreAsync(id, change, actor, "changed at the gateway", stored => stored.ProtectedPassword = change.ProtectedNew);
            return Outcome.Done;
        }
        catch (Exception fault)
        {
            // whatever it was: the gateway has the new password now, and the person has to hear of it
            logger.NewPasswordNotStored(fault, id);
            return Outcome.Invalid("", "The gateway has taken the new password, but storing it failed: {0}. It was kept beforehand, so nothing is lost: the next sign-in uses it. See that the store can be written again, and do not enter the old password.", StoreFault.Describe(fault));
        }
    }

    private Task ForgetAsync(AgentId id, PasswordChange change, Actor actor, string code) => StoreAsync(id, change, actor, $"refused: {code}", _ => { });

    private async Task StoreAsync(AgentId id, PasswordChange change, Actor actor, string detail, Action<AgentCredential> keep)
    {
        await using var db = await databases.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        // somebody may have removed the agent, or entered another password meanwhile
        if (await FindAsync(db, id) is { PendingPassword: { } pending } stored && pending.AsSpan().SequenceEqual(change.ProtectedNew))
        {
            keep(stored);
            stored.PendingPassword = null;
            stored.ChangedAt = time.GetUtcNow();
        }

        audit.Add(db, actor, Action, id.ToString(), detail);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        pool?.Nudge();
    }

    private static Task<AgentCredential?> FindAsync(SupervisorDb db, AgentId id) =>
        db.Agents.SingleOrDefaultAsync(x => x.Gateway!.Name == id.Gateway && x.AgentId == id.WorkNo);
}
