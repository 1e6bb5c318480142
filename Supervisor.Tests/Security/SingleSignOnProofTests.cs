using System.Net;
using Supervisor.Web.Features.Users;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

/// <summary>A provider like Entra, whose userinfo tells neither user names nor roles: the id_token does, and is believed only when everything fits.</summary>
public sealed class SingleSignOnProofTests(SingleSignOnProofTests.EntraFixture app) : IClassFixture<SingleSignOnProofTests.EntraFixture>, IDisposable
{
    private readonly SingleSignOnJourney _journey = new(app);

    /// <summary>What is wrong with the id_token, how it comes to be, and what log and audit say.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { "nonce of another attempt", "the id_token is of another sign-in (nonce)" },
        { "no nonce", "the id_token is of another sign-in (nonce)" },
        { "another issuer", "the id_token is another issuer's (iss)" },
        { "issuer with a slash more", "the id_token is another issuer's (iss)" },
        { "another audience", "the id_token is for somebody else (aud)" },
        { "two audiences", "the id_token is for somebody else (azp)" },
        { "given to another client", "the id_token is for somebody else (azp)" },
        { "expired", "the id_token does not hold now (exp, nbf)" },
        { "no end", "the id_token does not hold now (exp, nbf)" },
        { "made tomorrow", "the id_token is not of this time (iat)" },
        { "nobody", "the id_token is about nobody (sub)" },
        { "another subject than userinfo", "userinfo is not about whom the id_token names (sub)" },
        { "another key", "the id_token is not signed by the provider" },
        { "client secret as key", "the id_token is not signed by the provider" },
        { "unsigned", "the id_token is not signed by the provider" },
        { "unreadable", "the id_token cannot be read" },
        { "none", "there is no id_token" },
    };

    public void Dispose()
    {
        app.Provider.IdToken = null;
        _journey.Dispose();
    }

    [Fact]
    public async Task SignIn_NameAndRolesOnlyInTheIdToken_LetsInWithThem()
    {
        Vouch("e1", claims => (claims["preferred_username"], claims["roles"]) = ("ann@office.example", (string[])["floor-leads", "reports", "else"]));

        Assert.Equal("/history", (await _journey.ReturnAsync(await _journey.AuthorizeAsync("/history"))).Headers.Location!.ToString());

        Assert.Equal([Roles.Manager, Roles.Supervisor], await RolesAsync("ann@office.example"));
        Assert.Equal(HttpStatusCode.OK, (await _journey.Browser.GetAsync("/history")).StatusCode);
    }

    [Fact]
    public async Task SignIn_RolesOnlyInUserInfo_CompletesTheIdToken()
    {
        Vouch("e2", claims => claims["preferred_username"] = "bea");
        app.Provider.Person = new { sub = "e2", preferred_username = "not-asked", roles = "reports" };

        await _journey.ReturnAsync(await _journey.AuthorizeAsync("/"));

        Assert.Equal([Roles.Manager], await RolesAsync("bea"));
    }

    [Fact]
    public async Task SignIn_ProviderHasChangedItsKeys_IsNoMatter()
    {
        Vouch("e3", claims => (claims["preferred_username"], claims["roles"]) = ("cleo", "reports"));
        await _journey.ReturnAsync(await _journey.AuthorizeAsync("/"));
        app.Provider.ChangeKeys();

        Assert.Equal("/", (await _journey.ReturnAsync(await _journey.AuthorizeAsync("/"))).Headers.Location!.ToString());
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task SignIn_ProofDoesNotHold_IsRefusedSaidAndAuditedWithoutTheToken(string fault, string words)
    {
        var given = "";
        app.Provider.Person = new { sub = "e4", name = "Eve" };
        app.Provider.IdToken = claims => given = Spoilt(fault, new(claims) { ["preferred_username"] = "eve-of-the-token", ["roles"] = "reports" })!;
        var before = (await app.AuditAsync()).Count;

        var page = await _journey.AssertRefusedAsync(await _journey.AuthorizeAsync("/"), "Proof", "What Office sent does not prove who you are. Begin again.");

        var line = Assert.Single((await app.AuditAsync()).Skip(before));
        Assert.Equal(("sign-in.failed", "-"), (line.Action, line.Target));
        Assert.StartsWith($"Office: {words}, from ", line.Detail, StringComparison.Ordinal);
        Assert.Contains("did not come to an end: " + words, app.Logs.Text, StringComparison.Ordinal);
        var everything = page + line.Detail + app.Logs.Text;
        Assert.DoesNotContain("eve-of-the-token", everything, StringComparison.Ordinal);
        Assert.All((given ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries), part => Assert.DoesNotContain(part, everything, StringComparison.Ordinal));
        Assert.DoesNotContain(await app.Get<UserQueries>().AllAsync(default), x => x.Name == "eve-of-the-token");
    }

    private string? Spoilt(string fault, Dictionary<string, object> claims)
    {
        switch (fault)
        {
            case "nonce of another attempt": claims["nonce"] = "of-another-attempt"; break;
            case "no nonce": claims.Remove("nonce"); break;
            case "another issuer": claims["iss"] = "https://evil.example"; break;
            case "issuer with a slash more": claims["iss"] = app.Provider.Address + "/"; break;
            case "another audience": claims["aud"] = "another-app"; break;
            case "two audiences": claims["aud"] = (string[])[FakeProvider.ClientId, "another-app"]; break;
            case "given to another client": claims["azp"] = "another-app"; break;
            case "expired": claims["exp"] = (long)claims["iat"] - 600; break;
            case "no end": claims.Remove("exp"); break;
            case "made tomorrow": claims["iat"] = (long)claims["iat"] + 86_400; break;
            case "nobody": claims.Remove("sub"); break;
            // without roles, so that userinfo is asked
            case "another subject than userinfo": (claims["sub"], claims["roles"]) = ("e5", Array.Empty<string>()); break;
            case "another key": using (var other = new IdTokenSigner()) return other.Sign(claims);
            case "client secret as key": return IdTokenSigner.SignBySecret(claims);
            case "unsigned": return IdTokenSigner.SignByNobody(claims);
            case "unreadable": return "it-is-no-token";
            case "none": return null;
            default: throw new ArgumentOutOfRangeException(nameof(fault), fault, null);
        }

        return app.Provider.Sign(claims);
    }

    /// <summary>The provider knows somebody, and its userinfo tells what Entra's does.</summary>
    private void Vouch(string subject, Action<Dictionary<string, object>> tell)
    {
        app.Provider.Person = new { sub = subject, name = "Somebody", email = "somebody@office.example" };
        app.Provider.IdToken = claims =>
        {
            tell(claims);
            return app.Provider.Sign(claims);
        };
    }

    private async Task<IEnumerable<string>> RolesAsync(string name) => (await app.Get<UserQueries>().AllAsync(default)).Single(x => x.Name == name).Roles;

    /// <summary>The role claim that Entra's app roles come in.</summary>
    public sealed class EntraFixture : SingleSignOnFixture
    {
        protected override string RoleClaim => "roles";
    }
}
