using Supervisor.Web.Configuration;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Web.Cli;

/// <summary>The configuration has errors: the command cannot begin.</summary>
internal sealed class BadConfigurationException(IReadOnlyList<ConfigurationError> errors) : Exception("The configuration has errors.")
{
    public IReadOnlyList<ConfigurationError> Errors => errors;
}

/// <summary>There is no store where the command looked for one.</summary>
internal sealed class NoStoreException(DataDirectory directory) : Exception(
    $"There is no store in {directory.Root}, so there is nothing to be done, and none was made. Name the directory that Supervisor runs with: Data__Directory in the environment, or --{DataDirectory.Key} DIRECTORY.");

/// <summary>What a command works with: the same configuration and store as the app, and no host.</summary>
internal sealed class CommandSession(string[] settings, Terminal terminal) : IAsyncDisposable
{
    private ServiceProvider? _services;

    public Terminal Terminal => terminal;

    /// <summary>As the app reads it: file, environment, command line.</summary>
    public IConfiguration Configuration { get; } = Read(settings);

    /// <summary>Checks the configuration, creates or migrates the store, applies the declared gateways, and gives the services.</summary>
    /// <exception cref="BadConfigurationException">The configuration has errors.</exception>
    public Task<IServiceProvider> OpenAsync(CancellationToken cancellationToken) => OpenAsync(mayMake: true, cancellationToken);

    /// <summary>The same for what makes sense only with the store of an app: an empty one, made on the spot, would be backed up or verified with success.</summary>
    /// <exception cref="BadConfigurationException">The configuration has errors.</exception>
    /// <exception cref="NoStoreException">There is none.</exception>
    public Task<IServiceProvider> OpenExistingAsync(CancellationToken cancellationToken) => OpenAsync(mayMake: false, cancellationToken);

    /// <summary>Opens, and gives one service.</summary>
    public async Task<T> GetAsync<T>(CancellationToken cancellationToken)
        where T : notnull => (await OpenAsync(cancellationToken)).GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
    }

    private async Task<IServiceProvider> OpenAsync(bool mayMake, CancellationToken cancellationToken)
    {
        if (_services is not null) return _services;
        if (ConfigurationCheck.Run(Configuration) is { Count: > 0 } errors) throw new BadConfigurationException(errors);
        var directory = DataDirectory.From(Configuration);
        var isNew = !File.Exists(directory.Database);
        if (isNew && !mayMake) throw new NoStoreException(directory);
        var services = new ServiceCollection();
        services.AddSingleton(Configuration);
        services.AddSingleton(TimeProvider.System);
        // stdout is for data alone, and what the app logs while it works is no news here
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddMetrics();
        services.AddPersistence(Configuration);
        services.AddIntervals();
        services.AddSupervisorSecurity(Configuration);
        services.AddFeatures();
        _services = services.BuildServiceProvider();
        await _services.GetRequiredService<DatabaseStartup>().PrepareAsync(cancellationToken);
        await _services.GetRequiredService<RoleSeeder>().SeedAsync();
        await _services.GetRequiredService<DeclaredGateways>().ApplyAsync(cancellationToken);
        if (isNew) await terminal.Error.WriteLineAsync($"A new store was made in {directory.Root}. If Supervisor runs with another directory, this was the wrong one: set Data__Directory, or --{DataDirectory.Key}.");
        return _services;
    }

    private static IConfiguration Read(string[] settings)
    {
        var environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? "Production";
        return new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddEnvironmentVariables("DOTNET_")
            .AddJsonFile("appsettings.json", optional: true)
            .AddJsonFile($"appsettings.{environment}.json", optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(settings)
            .Build();
    }
}
