using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Supervisor.Tests.Support;
using Supervisor.Web.Security.SingleSignOn;

namespace Supervisor.Tests.Security;

public sealed class ProviderClientTests : IAsyncLifetime, IDisposable
{
    private readonly LogCapture _logs = new();
    private readonly ManualTimeProvider _time = new();
    private FakeProvider _provider = null!;

    public async Task InitializeAsync() => _provider = await FakeProvider.StartAsync();

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task FindAsync_Discovered_IsKeptForAnHour()
    {
        using var client = Client(_provider.Address + "/");
        Assert.Equal(new ProviderAddresses(_provider.Address + "/authorize?tenant=1", _provider.Address + "/token", _provider.Address + "/userinfo", SecretInBody: false), await client.FindAsync(default));

        _provider.IsAnother = true;
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(await client.FindAsync(default));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await client.FindAsync(default));
        Assert.Contains("its issuer is another one", _logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_NobodyThere_IsNullAndInTheLog()
    {
        using var client = Client("http://127.0.0.1:9");

        Assert.Null(await client.FindAsync(default));
        Assert.Contains("http://127.0.0.1:9/.well-known/openid-configuration cannot be used", _logs.Text, StringComparison.Ordinal);
    }

    private ProviderClient Client(string authority)
    {
        var settings = new Dictionary<string, string?> { ["SingleSignOn:Authority"] = authority, ["SingleSignOn:ClientId"] = FakeProvider.ClientId, ["SingleSignOn:ClientSecret"] = FakeProvider.Secret };
        return new(SingleSignOnOptions.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()), _time, new Logger<ProviderClient>(new LoggerFactory([_logs])));
    }
}
