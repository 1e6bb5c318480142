using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Security;

/// <summary>The whole app with single sign-on at a provider of its own. Each <see cref="Browser"/> has cookies of its own.</summary>
public sealed class SingleSignOnFixture : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("single-sign-on").FullName;

    public FakeProvider Provider { get; private set; } = null!;

    public LogCapture Logs { get; } = new();

    public async Task InitializeAsync()
    {
        Provider = await FakeProvider.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_directory, "secret"), FakeProvider.Secret + "\n");
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public HttpClient Browser() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync()
    {
        await using var db = await Get<IDbContextFactory<SupervisorDb>>().CreateDbContextAsync();
        return await db.Audit.AsNoTracking().OrderBy(x => x.Id).ToListAsync();
    }

    /// <summary>Posts a form of a page, with the token that the page gave.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string page, string address, params (string Key, string Value)[] fields)
    {
        var html = await browser.GetStringAsync(page);
        var token = Regex.Match(html, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        return await browser.PostAsync(address, new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(x => KeyValuePair.Create(x.Item1, x.Item2))));
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await base.DisposeAsync();
        await Provider.DisposeAsync();
        await Folders.DeleteAsync(_directory);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseSetting("Data:Directory", Path.Combine(_directory, "data"))
        .UseSetting("Simulator:Enabled", "false")
        .UseSetting("SingleSignOn:Name", "Office")
        .UseSetting("SingleSignOn:Authority", Provider.Address)
        .UseSetting("SingleSignOn:ClientId", FakeProvider.ClientId)
        .UseSetting("SingleSignOn:ClientSecretFile", Path.Combine(_directory, "secret"))
        .UseSetting("SingleSignOn:RoleClaim", "realm_access.roles")
        .UseSetting("SingleSignOn:Roles:supervisor:0", "floor-leads")
        .UseSetting("SingleSignOn:Roles:manager", "reports")
        .ConfigureLogging(logging => logging.AddProvider(Logs));
}
