using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Supervisor.Web.Security;
using Supervisor.Web.Security.SingleSignOn;

namespace Supervisor.Tests.Security;

public sealed class SingleSignOnRulesTests
{
    private static readonly (string Key, string Value)[] Good =
    [
        ("Authority", "https://id.example/realms/office"), ("ClientId", "supervisor"), ("ClientSecret", "never-told"), ("Roles:admin:0", "cc-admins"),
    ];

    [Fact]
    public void Check_NothingConfigured_IsGood() => Assert.Empty(Check());

    [Fact]
    public void Check_GoodOnes_AreGood()
    {
        Assert.Empty(Check(Good));
        Assert.Empty(Check(
            ("AuthorizationEndpoint", "https://id.example/a"), ("TokenEndpoint", "https://id.example/t"), ("UserInfoEndpoint", "http://127.0.0.1:8080/u"), ("Scopes", "user"),
            ("ClientId", "supervisor"), ("ClientSecret", "s"), ("Roles:viewer", "staff"), ("PublicAddress", "https://supervisor.example"), ("SubjectClaim", "id"), ("NameClaim", "login")));
    }

    [Theory]
    [InlineData("Authority", "http://id.example", "Authority")]
    [InlineData("Authority", "not an address", "Authority")]
    [InlineData("TokenEndpoint", "https://id.example/t", "TokenEndpoint")]
    [InlineData("ClientId", "", "ClientId")]
    [InlineData("ClientSecret", "", "ClientSecret")]
    [InlineData("ClientSecretFile", "/nowhere/secret", "ClientSecretFile")]
    [InlineData("Scopes", "profile", "Scopes")]
    [InlineData("NameClaim", "", "NameClaim")]
    [InlineData("SessionHours", "0", "SessionHours")]
    [InlineData("PublicAddress", "https://supervisor.example/path", "PublicAddress")]
    [InlineData("Roles:boss:0", "x", "Roles:boss")]
    [InlineData("Roles:viewer:0", "", "Roles:viewer")]
    [InlineData("Name", "", "Name")]
    public void Check_OneBadValue_NamesItsKey(string key, string value, string expected)
    {
        var errors = Check([.. Good, (key, value)]);

        Assert.Equal(["SingleSignOn:" + expected], errors.Select(x => x.Key));
        Assert.DoesNotContain(errors, x => x.Error.Contains("never-told", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_OnlyAName_NamesEverythingThatIsMissing() =>
        Assert.Equal(
            ["AuthorizationEndpoint", "ClientId", "ClientSecret", "Roles", "TokenEndpoint", "UserInfoEndpoint"],
            Check(("Name", "Office")).Select(x => x.Key["SingleSignOn:".Length..]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("""{"sub":"1","preferred_username":"ann","roles":["cc-admins","x"]}""", "roles", "1 ann admin")]
    [InlineData("""{"sub":7,"preferred_username":"ann","roles":"cc-admins"}""", "roles", "7 ann admin")]
    [InlineData("""{"sub":"1","preferred_username":"ann","a":{"b":{"c":["cc-admins"]}}}""", "a.b.c", "1 ann admin")]
    [InlineData("""{"sub":"1","preferred_username":"ann","https://x.example/roles":["cc-admins"]}""", "https://x.example/roles", "1 ann admin")]
    [InlineData("""{"sub":"1","preferred_username":"ann","roles":[1,null,{}]}""", "roles", "1 ann ")]
    [InlineData("""{"sub":"1","preferred_username":"ann","roles":"CC-Admins"}""", "roles", "1 ann ")]
    [InlineData("""{"sub":["1","2"],"preferred_username":"ann"}""", "roles", null)]
    [InlineData("""{"sub":"1"}""", "roles", null)]
    [InlineData("[]", "roles", null)]
    public void Read_EachShapeOfAnAnswer_GivesThePersonOrNobody(string answer, string claim, string? expected)
    {
        var person = ExternalPerson.Read([JsonDocument.Parse(answer).RootElement], Options([.. Good, ("RoleClaim", claim)]));

        Assert.Equal(expected, person is null ? null : $"{person.Subject} {person.Name} {string.Join(',', person.Roles)}");
    }

    private static List<(string Key, string Error)> Check(params (string Key, string Value)[] settings) => SingleSignOnRules.Check(Options(settings)).ToList();

    private static SingleSignOnOptions Options((string Key, string Value)[] settings) => SingleSignOnOptions.From(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.GroupBy(x => x.Key).Select(x => KeyValuePair.Create("SingleSignOn:" + x.Key, (string?)x.Last().Value))).Build());
}
