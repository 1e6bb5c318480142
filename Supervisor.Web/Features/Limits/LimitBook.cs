using Microsoft.EntityFrameworkCore;
using Supervisor.Domain.Limits;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Limits;

/// <summary>The limits that hold now. Replaced whole; whoever draws by them looks here each time.</summary>
internal interface ILimitBook
{
    /// <summary>The limits; another reference when they have changed.</summary>
    FloorLimits Current { get; }
}

/// <summary>Reads the limits at the start, and after each change.</summary>
internal sealed class LimitBook(IDbContextFactory<SupervisorDb> databases) : ILimitBook, IHostedService
{
    private volatile FloorLimits _current = FloorLimits.Default;

    /// <inheritdoc />
    public FloorLimits Current => _current;

    /// <summary>What the site has set, in order.</summary>
    public async Task<IReadOnlyList<LimitRule>> RulesAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rules = await db.Limits.AsNoTracking().ToListAsync(cancellationToken);
        return [.. rules.OrderBy(rule => Floor.StateLook.Rank(rule.State)).ThenBy(rule => rule.Reason.Length).ThenBy(rule => rule.Reason, StringComparer.Ordinal).ThenBy(rule => rule.Team, StringComparer.CurrentCulture)];
    }

    /// <summary>Takes what is in the store.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken) => _current = new FloorLimits((await RulesAsync(cancellationToken)).Select(rule =>
        KeyValuePair.Create(new LimitScope(rule.State, rule.Team, rule.Reason), StateLimit.Seconds(rule.WarningSeconds, rule.AlarmSeconds))));

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => ReloadAsync(cancellationToken);

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
