using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Alerts;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Alerts;

public sealed class AlertOutboxTests : IAsyncLifetime
{
    private TempStore _temp = null!;

    public async Task InitializeAsync() => _temp = await TempStore.CreateAsync();

    public Task DisposeAsync()
    {
        _temp.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The courier looks while the transaction of the engine is open that adds an alert to the message.</summary>
    [Fact]
    public async Task Take_AnAlertIsBeingAdded_TellsOfIt()
    {
        var rule = AlertSite.Rule(after: 0);
        rule.Mails = "a@example.org";
        await using (var db = _temp.Open())
        {
            db.AlertRules.Add(rule);
            await db.SaveChangesAsync();
            await AlertOutbox.AddAsync(db, rule, [Alert(1)], TempStore.Noon, default);
            await db.SaveChangesAsync();
        }

        await using var engine = _temp.Open();
        await using var adding = await engine.Database.BeginTransactionAsync();
        await AlertOutbox.AddAsync(engine, rule, [Alert(2)], TempStore.Noon, default);
        await engine.SaveChangesAsync();
        var look = new FirstLook();
        var taking = Task.Run(() => new AlertOutbox(new WatchedContexts(_temp, look)).TakeAsync(TempStore.Noon + AlertOutbox.Gathering, 8, default));
        await Eventually.IsTrueAsync(() => look.HasBegun, "the courier looks");
        await adding.CommitAsync();
        Assert.Equal("1,2", Assert.Single(await taking).Alerts);
    }

    private static AlertEntry Alert(long id) => new() { Id = id, Rule = "Long rest", Gateway = "demo", AgentId = "291", AgentName = "Ann" };

    private sealed class WatchedContexts(TempStore temp, FirstLook look) : IDbContextFactory<SupervisorDb>
    {
        public SupervisorDb CreateDbContext() =>
            new((DbContextOptions<SupervisorDb>)new DbContextOptionsBuilder<SupervisorDb>().UseStore(temp.Directory.Database).AddInterceptors(look).Options);
    }

    /// <summary>Whether something was read, or a transaction was asked for, which waits for the one that is open.</summary>
    private sealed class FirstLook : DbCommandInterceptor, IDbTransactionInterceptor
    {
        private volatile bool _hasBegun;

        public bool HasBegun => _hasBegun;

        public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            _hasBegun = true;
            return base.ReaderExecutedAsync(command, eventData, result, cancellationToken);
        }

        public ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            _hasBegun = true;
            return ValueTask.FromResult(result);
        }
    }
}
