using System.Net;
using System.Text.Json;
using Supervisor.Tests.Security;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Storage;

public sealed class StorageEndpointTests(WebAppFixture app) : IClassFixture<WebAppFixture>
{
    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Roles.Manager, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Viewer, HttpStatusCode.Forbidden)]
    public async Task Storage_NotForThem_Refused(string? role, HttpStatusCode expected)
    {
        using var client = await app.ClientAsync(role);
        Assert.Equal(expected, (await client.GetAsync("/api/v1/storage")).StatusCode);
    }

    [Fact]
    public async Task Storage_Admin_ReadsTheFigures()
    {
        using var client = await app.ClientAsync(Roles.Admin);
        var storage = JsonDocument.Parse(await client.GetStringAsync("/api/v1/storage")).RootElement;
        Assert.True(storage.GetProperty("fileBytes").GetInt64() > 0);
        Assert.True(storage.GetProperty("freeBytes").GetInt64() > 0);
        Assert.Equal((760, 760), (storage.GetProperty("retentionDays").GetInt32(), storage.GetProperty("recognitionRetentionDays").GetInt32()));
        Assert.Equal(JsonValueKind.Null, storage.GetProperty("week").ValueKind);
        Assert.Equal(0, storage.GetProperty("writer").GetProperty("queued").GetInt32());
    }

    [Fact]
    public async Task Metrics_AfterTheFirstLook_TellStoreAndDisk()
    {
        using var client = await app.ClientAsync(Roles.Viewer);
        await Support.Eventually.IsTrueAsync(() => app.Get<Web.Persistence.DiskWatch>().Current.Figures is not null, "the first look");
        var text = await client.GetStringAsync("/metrics");
        Assert.Contains("\nsupervisor_store_bytes ", text, StringComparison.Ordinal);
        Assert.Contains("\nsupervisor_disk_free_bytes ", text, StringComparison.Ordinal);
        Assert.Contains("\nsupervisor_disk_warning ", text, StringComparison.Ordinal);
    }
}
