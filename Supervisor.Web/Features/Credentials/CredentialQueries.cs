using Microsoft.EntityFrameworkCore;
using Supervisor.Domain.Agents;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.Credentials;

/// <summary>One agent as lists show it; never with its password.</summary>
/// <param name="Id">Who.</param>
/// <param name="Name">Display name, or empty.</param>
/// <param name="Team">Team, or empty.</param>
/// <param name="PhoneNumber">Softphone number.</param>
/// <param name="SignInStatus">3, 4 or 5.</param>
/// <param name="AgentType">4 or 11.</param>
/// <param name="Skills"><c>;</c>-separated.</param>
/// <param name="HasPassword">A password is stored.</param>
/// <param name="Enabled">A session is wanted.</param>
/// <param name="GatewayEnabled">Its gateway is in use.</param>
/// <param name="InDoubt">A new password was sent, and nobody knows yet whether the gateway has taken it.</param>
public sealed record CredentialRow(
    AgentId Id, string Name, string Team, string PhoneNumber, int SignInStatus, int AgentType, string Skills, bool HasPassword, bool Enabled,
    bool GatewayEnabled, bool InDoubt);

/// <summary>Reads agents for pages and the command line.</summary>
internal sealed class CredentialQueries(IDbContextFactory<SupervisorDb> databases)
{
    /// <summary>One page and the number of all that match.</summary>
    /// <param name="search">Part of id, name, team or phone number; empty for all.</param>
    /// <param name="gateway">Name of one gateway; empty for all.</param>
    /// <param name="skip">Rows before the page.</param>
    /// <param name="take">Rows of the page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<(IReadOnlyList<CredentialRow> Rows, int Total)> PageAsync(string search, string gateway, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var matches = db.Agents.AsNoTracking();
        if (gateway.Length > 0) matches = matches.Where(x => x.Gateway!.Name == gateway);
        if (search.Trim() is { Length: > 0 } text)
        {
            var pattern = $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            matches = matches.Where(x => EF.Functions.Like(x.AgentId, pattern, "\\") || EF.Functions.Like(x.Name, pattern, "\\")
                || EF.Functions.Like(x.Team, pattern, "\\") || EF.Functions.Like(x.PhoneNumber, pattern, "\\"));
        }

        var rows = await matches.OrderBy(x => x.Gateway!.Name).ThenBy(x => x.AgentId.Length).ThenBy(x => x.AgentId).Skip(skip).Take(take)
            .Select(x => new CredentialRow(
                new AgentId(x.Gateway!.Name, x.AgentId), x.Name, x.Team, x.PhoneNumber, x.SignInStatus, x.AgentType, x.Skills,
                x.ProtectedPassword.Length > 0, x.Enabled, x.Gateway.Enabled, x.PendingPassword != null))
            .ToListAsync(cancellationToken);
        return (rows, await matches.CountAsync(cancellationToken));
    }

    /// <summary>Name and team of every agent that is configured.</summary>
    public async Task<IReadOnlyDictionary<AgentId, AgentProfile>> ProfilesAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Agents.AsNoTracking().Select(x => new { Gateway = x.Gateway!.Name, x.AgentId, x.Name, x.Team }).ToListAsync(cancellationToken);
        return rows.Select(x => new AgentProfile(new AgentId(x.Gateway, x.AgentId), x.Name.Length > 0 ? x.Name : x.AgentId, x.Team)).ToDictionary(x => x.Id);
    }

    /// <summary>Everything about one agent except its password; null where it is not there.</summary>
    public async Task<CredentialForm?> FindAsync(AgentId id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var stored = await db.Agents.AsNoTracking().Include(x => x.Gateway)
            .SingleOrDefaultAsync(x => x.Gateway!.Name == id.Gateway && x.AgentId == id.WorkNo, cancellationToken);
        return stored is null ? null : CredentialForm.From(stored, stored.Gateway!.Name);
    }
}
