using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

/// <summary>Which settings of the log let addresses of requests through.</summary>
public sealed class AddressesOutOfTheLogTests
{
    private const string Category = "Microsoft.AspNetCore.Hosting.Diagnostics";

    [Theory]
    [InlineData("Logging:LogLevel:Default", false)]
    [InlineData("Logging:LogLevel:Microsoft", false)]
    [InlineData("Logging:Capture:LogLevel:Default", false)]
    [InlineData("Logging:Capture:LogLevel:Microsoft.AspNetCore.Hosting", false)]
    [InlineData("Logging:LogLevel:" + Category, true)]
    [InlineData("Logging:Capture:LogLevel:" + Category, true)]
    public void Requests_LevelRaised_AreLoggedOnlyIfTheCategoryIsNamed(string setting, bool logged)
    {
        using var capture = new LogCapture();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [setting] = "Trace" }).Build();
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddConfiguration(configuration.GetSection("Logging")).AddProvider(capture))
            .AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, AddressesOutOfTheLog>()
            .BuildServiceProvider();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(Category);

        Assert.Equal(logged, logger.IsEnabled(LogLevel.Information));
        Assert.True(logger.IsEnabled(LogLevel.Warning));
    }
}
