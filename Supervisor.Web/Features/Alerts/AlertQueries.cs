using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Web.Alerts;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Features.Alerts;

/// <summary>Which alerts a page shows.</summary>
public enum AlertView
{
    /// <summary>Still on, and nobody takes care of it.</summary>
    Open,

    /// <summary>Still on, and somebody does.</summary>
    Acknowledged,

    /// <summary>Still on, and put off.</summary>
    Snoozed,

    /// <summary>All that were ever raised.</summary>
    History,
}

/// <summary>What a rule can be about here.</summary>
/// <param name="Teams">Teams on the floor.</param>
/// <param name="Gateways">Gateways of the site.</param>
/// <param name="Webhooks">Webhooks.</param>
/// <param name="Mail">True where mail can go out.</param>
public sealed record AlertChoices(ImmutableArray<string> Teams, ImmutableArray<string> Gateways, ImmutableArray<string> Webhooks, bool Mail)
{
    /// <summary>Nothing.</summary>
    public static AlertChoices None { get; } = new([], [], [], false);
}

/// <summary>Reads alerts for the pages.</summary>
internal sealed class AlertQueries(IDbContextFactory<SupervisorDb> databases, IFloorFeed floor, IOptions<AlertOptions> options, TimeProvider time)
{
    /// <summary>Alerts of one page.</summary>
    public const int PageSize = 50;

    /// <summary>A page, newest first; one more than <see cref="PageSize"/> says that there are older ones.</summary>
    /// <param name="view">Which.</param>
    /// <param name="search">Part of an agent's name or number, a team or a rule; empty for all.</param>
    /// <param name="before">Only alerts older than this id; null for the newest.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<AlertItem>> PageAsync(AlertView view, string search, long? before, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var alerts = In(db.Alerts.AsNoTracking(), view, time.GetUtcNow());
        if (search.Trim() is { Length: > 0 } text)
            alerts = alerts.Where(x => EF.Functions.Like(x.AgentName, Like(text), "\\") || x.AgentId == text || EF.Functions.Like(x.Team, Like(text), "\\") || EF.Functions.Like(x.Rule, Like(text), "\\"));
        if (before is { } id) alerts = alerts.Where(x => x.Id < id);
        var page = await alerts.OrderByDescending(x => x.Id).Take(PageSize + 1).ToListAsync(cancellationToken);
        return [.. page.Select(AlertItem.Of)];
    }

    /// <summary>How many are open, acknowledged and put off.</summary>
    public async Task<IReadOnlyDictionary<AlertView, int>> CountsAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var (counts, now) = (new Dictionary<AlertView, int>(), time.GetUtcNow());
        foreach (var view in (AlertView[])[AlertView.Open, AlertView.Acknowledged, AlertView.Snoozed]) counts[view] = await In(db.Alerts, view, now).CountAsync(cancellationToken);
        return counts;
    }

    /// <summary>What a rule can be about.</summary>
    public async Task<AlertChoices> ChoicesAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var gateways = await db.Gateways.OrderBy(x => x.Name).Select(x => x.Name).ToListAsync(cancellationToken);
        var hooks = await db.AlertWebhooks.OrderBy(x => x.Name).Select(x => x.Name).ToListAsync(cancellationToken);
        return new AlertChoices(Teams(floor.Current.Agents.Values), [.. gateways], [.. hooks], options.Value.Mail.IsConfigured);
    }

    private static ImmutableArray<string> Teams(IEnumerable<AgentSnapshot> agents) =>
        [.. agents.Select(agent => agent.Profile.Team).Where(team => team.Length > 0).Distinct().Order(StringComparer.CurrentCulture)];

    private static IQueryable<AlertEntry> In(IQueryable<AlertEntry> alerts, AlertView view, DateTimeOffset now) => view switch
    {
        AlertView.Open => alerts.Where(x => x.EndedAt == null && x.AcknowledgedAt == null && (x.SnoozedUntil == null || x.SnoozedUntil <= now)),
        AlertView.Acknowledged => alerts.Where(x => x.EndedAt == null && x.AcknowledgedAt != null),
        AlertView.Snoozed => alerts.Where(x => x.EndedAt == null && x.AcknowledgedAt == null && x.SnoozedUntil > now),
        _ => alerts,
    };

    private static string Like(string text) => $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
