using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

/// <summary>The services of people and credentials on a real store in a directory of its own, with every log line kept.</summary>
public sealed class PeopleFixture : IAsyncLifetime
{
    public static readonly Actor Admin = new("ann", true);

    public static readonly Actor Nobody = new("nora", false);

    private readonly Dictionary<string, string?> _settings = [];
    private ServiceProvider? _services;

    public string Directory { get; } = TempStore.Folder("people");

    /// <summary>The clock of the services; one that a test advances, where time matters.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public LogCapture Logs { get; } = new();

    public ServiceProvider Services => _services ?? throw new InvalidOperationException("Not started.");

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        _settings[DataDirectory.Key] = Directory;
        await RestartAsync();
        Assert.True((await Get<GatewayCommands>().AddAsync(new GatewayForm { Name = "g1", BaseUrl = "https://h:8043/agentgateway/resource/" }, Admin, default)).IsDone);
    }

    /// <summary>As a new start of the app, with other settings.</summary>
    public async Task RestartAsync(params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings) _settings[key] = value;
        if (_services is not null) await _services.DisposeAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(Time);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddPersistence(configuration);
        services.AddSupervisorSecurity(configuration);
        services.AddFeatures();
        _services = services.BuildServiceProvider();
        await Get<DatabaseStartup>().PrepareAsync(default);
        await Get<RoleSeeder>().SeedAsync();
        await Get<DeclaredGateways>().ApplyAsync(default);
    }

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync()
    {
        await using var db = await OpenAsync();
        return await db.Audit.AsNoTracking().OrderBy(x => x.Id).ToListAsync();
    }

    public async Task<AgentCredential> AgentAsync(string agentId)
    {
        await using var db = await OpenAsync();
        return await db.Agents.AsNoTracking().SingleAsync(x => x.AgentId == agentId);
    }

    public async Task<int> AgentsAsync()
    {
        await using var db = await OpenAsync();
        return await db.Agents.CountAsync();
    }

    public Task<SupervisorDb> OpenAsync() => Get<IDbContextFactory<SupervisorDb>>().CreateDbContextAsync();

    public async Task DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(Directory, true);
    }
}
