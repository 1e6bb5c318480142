using System.Text.Json;
using Supervisor.Web.Security.SingleSignOn;

namespace Supervisor.Tests.Security;

public sealed class IdTokenTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly IdTokenSigner _signer = new();

    public void Dispose() => _signer.Dispose();

    [Theory]
    [InlineData(-119, -600, null)]
    [InlineData(-121, -600, "the id_token does not hold now (exp, nbf)")]
    [InlineData(600, 119, null)]
    [InlineData(600, 121, "the id_token is not of this time (iat)")]
    public async Task ReadAsync_ClocksApart_AreForgivenTwoMinutes(int until, int made, string? expected)
    {
        var (claims, fault) = await ReadAsync(("exp", At(until)), ("iat", At(made)));

        Assert.Equal(expected, fault);
        if (expected is null) Assert.Equal("ann", claims.GetProperty("sub").GetString());
    }

    [Fact]
    public async Task ReadAsync_ForSeveralButGivenToUs_IsTaken() =>
        Assert.Null((await ReadAsync(("aud", (string[])["else", "we"]), ("azp", "we"))).Fault);

    [Fact]
    public async Task ReadAsync_NotYet_IsRefused() => Assert.Equal("the id_token does not hold now (exp, nbf)", (await ReadAsync(("nbf", At(121)))).Fault);

    [Fact]
    public async Task ReadAsync_AttemptWithoutANonce_FitsNoToken()
    {
        var terms = new IdTokenTerms("https://id.example", "we", null, _signer.SecurityKeys);

        Assert.Equal("the id_token is of another sign-in (nonce)", (await IdToken.ReadAsync(_signer.Sign(Good()), terms, Now)).Fault);
    }

    private static long At(int seconds) => Now.AddSeconds(seconds).ToUnixTimeSeconds();

    private static Dictionary<string, object> Good() => new() { ["iss"] = "https://id.example", ["aud"] = "we", ["sub"] = "ann", ["nonce"] = "n", ["iat"] = At(-1), ["exp"] = At(60) };

    private Task<(JsonElement Claims, string? Fault)> ReadAsync(params (string Name, object Value)[] changed)
    {
        var claims = Good();
        foreach (var (name, value) in changed) claims[name] = value;
        return IdToken.ReadAsync(_signer.Sign(claims), new("https://id.example", "we", "n", _signer.SecurityKeys), Now);
    }
}
