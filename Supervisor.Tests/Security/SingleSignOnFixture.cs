using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Security;

/// <summary>The whole app with single sign-on at a provider of its own. Each <see cref="Browser"/> has cookies of its own.</summary>
public class SingleSignOnFixture : WebApplicationFactory<Program>, IAsyncLifetime
{
    private const string Machine = "X-Test-Machine";

    private readonly string _directory = Directory.CreateTempSubdirectory("single-sign-on").FullName;

    private int _machines;

    /// <summary>The claim that gives roles.</summary>
    protected virtual string RoleClaim => "realm_access.roles";

    public FakeProvider Provider { get; private set; } = null!;

    public LogCapture Logs { get; } = new();

    public async Task InitializeAsync()
    {
        Provider = await FakeProvider.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_directory, "secret"), FakeProvider.Secret + "\n");
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>On a machine of its own: the audit folds what comes from one.</summary>
    public HttpClient Browser()
    {
        var browser = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        browser.DefaultRequestHeaders.Add(Machine, new IPAddress(0x0a000000 + Interlocked.Increment(ref _machines)).ToString());
        return browser;
    }

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
        // a rule of one provider beats those of all
        .UseSetting("Logging:Capture:LogLevel:Default", "Trace")
        .UseSetting("SingleSignOn:Name", "Office")
        .UseSetting("SingleSignOn:Authority", Provider.Address)
        .UseSetting("SingleSignOn:ClientId", FakeProvider.ClientId)
        .UseSetting("SingleSignOn:ClientSecretFile", Path.Combine(_directory, "secret"))
        .UseSetting("SingleSignOn:RoleClaim", RoleClaim)
        .UseSetting("SingleSignOn:Roles:supervisor:0", "floor-leads")
        .UseSetting("SingleSignOn:Roles:manager", "reports")
        .ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(new Machines()))
        .ConfigureLogging(logging => logging.AddProvider(Logs));

    /// <summary>The test server knows no addresses: each request tells from which machine it comes.</summary>
    private sealed class Machines : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, go) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.TryParse(context.Request.Headers[Machine], out var address) ? address : null;
                return go(context);
            });
            next(app);
        };
    }
}
