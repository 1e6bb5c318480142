using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Tests.Persistence;

public sealed class SubscriptionsMigrationTests
{
    [Fact]
    public async Task Up_GatewayOfTheFirstSchema_HasNoSubscription()
    {
        using var store = new TempStore();
        var file = store.PathOf("old.db");
        await using (var old = store.Open(file))
        {
            await old.GetService<IMigrator>().MigrateAsync("20261120000001_Initial");
            await old.Database.ExecuteSqlRawAsync(
                """INSERT INTO "Gateways" ("Name", "BaseUrl", "Mode", "AllowInvalidCertificate", "Source", "Enabled", "ChangedAt") VALUES ('g', 'https://h/', 'Poll', 0, 'Person', 1, 0)""");
        }

        await using var migrated = store.Open(file);
        await migrated.Database.MigrateAsync();
        var gateway = await migrated.Gateways.SingleAsync();
        Assert.Equal((false, null, 0), (gateway.Subscription.Enabled, gateway.Subscription.AgentId, gateway.Subscription.ProtectedPassword.Length));
    }
}
