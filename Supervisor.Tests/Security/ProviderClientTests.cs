using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
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

    private SingleSignOnTrouble Trouble => field ??= new(_time, new Logger<SingleSignOnTrouble>(new LoggerFactory([_logs])));

    public async Task InitializeAsync() => _provider = await FakeProvider.StartAsync();

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task FindAsync_Discovered_IsKeptForAnHour()
    {
        using var client = Client(_provider.Address + "/");
        Assert.Equal(new ProviderAddresses(_provider.Address + "/authorize?tenant=1", _provider.Address + "/token", _provider.Address + "/userinfo", SecretInBody: false, new(_provider.Address, _provider.Address + "/keys")), await client.FindAsync(default));

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

    [Fact]
    public async Task WhoAsync_PlainOAuth2_IsWhomUserInfoNames()
    {
        _provider.Person = new { sub = "p1", preferred_username = "pia", roles = "staff" };
        _provider.IdToken = _ => null;
        var options = Options(("AuthorizationEndpoint", _provider.Address + "/authorize"), ("TokenEndpoint", _provider.Address + "/token"), ("UserInfoEndpoint", _provider.Address + "/userinfo"), ("Roles:viewer", "staff"));
        using var client = Client(options);
        using var tokens = await RedeemAsync(client);

        var (person, fault) = await new PersonReader(client, options, _time, Trouble).WhoAsync(tokens.RootElement, null, default);

        Assert.Null(fault);
        Assert.Equal("p1 pia viewer", $"{person!.Subject} {person.Name} {string.Join(',', person.Roles)}");
    }

    [Theory]
    [InlineData("""{"keys":"none"}""")]
    [InlineData("""{"keys":[{"kty":"RSA","n":"!","e":"AQAB"}]}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task KeysAsync_NotReadable_GivesNone(string answer)
    {
        _provider.Keys = answer;
        using var client = Client(_provider.Address);

        Assert.Empty(await client.KeysAsync(new(_provider.Address, _provider.Address + "/keys"), default) ?? []);
    }

    private async Task<JsonDocument> RedeemAsync(ProviderClient client)
    {
        const string Verifier = "verifier", Back = "http://localhost/back";
        var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        using var away = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await away.GetAsync($"{_provider.Address}/authorize?client_id={FakeProvider.ClientId}&response_type=code&code_challenge_method=S256&code_challenge={challenge}&redirect_uri={Back}");
        return (await client.RedeemAsync(QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["code"].ToString(), Back, Verifier, default))!;
    }

    private ProviderClient Client(string authority) => Client(Options(("Authority", authority)));

    private ProviderClient Client(SingleSignOnOptions options) => new(options, _time, Trouble);

    private static SingleSignOnOptions Options(params (string Key, string Value)[] settings) => SingleSignOnOptions.From(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Append(("ClientId", FakeProvider.ClientId)).Append(("ClientSecret", FakeProvider.Secret)).Select(x => KeyValuePair.Create("SingleSignOn:" + x.Item1, (string?)x.Item2))).Build());
}
