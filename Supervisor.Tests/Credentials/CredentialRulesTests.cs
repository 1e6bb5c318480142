using Supervisor.Web.Features.Credentials;

namespace Supervisor.Tests.Credentials;

/// <summary>The limits of a sign-in (seed text "Signing In", tables 1 and 3), each at its edge.</summary>
public sealed class CredentialRulesTests
{
    [Theory]
    [InlineData("password", 32)]
    [InlineData("phoneNumber", 24)]
    [InlineData("vcPhoneNumber", 24)]
    [InlineData("serviceWorkId", 30)]
    public void Check_Text_HoldsItsLimit(string field, int longest)
    {
        Assert.Empty(CredentialRules.Check(With(field, new string('1', longest))));
        Assert.Equal([field], CredentialRules.Check(With(field, new string('1', longest + 1))).Select(error => error.Field));
    }

    [Fact]
    public void Check_NoPhoneNumber_IsRefused() => Assert.Equal(["phoneNumber"], CredentialRules.Check(With("phoneNumber", " ")).Select(error => error.Field));

    [Theory]
    [InlineData("1", true)]
    [InlineData(" 40038 ", true)]
    [InlineData("+8613800138000", true)]
    [InlineData("8001@pbx", true)]
    [InlineData("not a phone!!", false)]
    [InlineData("400 38", false)]
    [InlineData("400\n38", false)]
    [InlineData("+123456789012345678901234", false)]
    public void Check_PhoneNumber_HasNoBlanks(string number, bool isGood) =>
        Assert.Equal(isGood ? [] : ["phoneNumber"], CredentialRules.Check(With("phoneNumber", number)).Select(error => error.Field));

    [Theory]
    [InlineData(2, 4, "signInStatus")]
    [InlineData(3, 4, null)]
    [InlineData(4, 11, null)]
    [InlineData(5, 4, null)]
    [InlineData(6, 4, "signInStatus")]
    [InlineData(4, 5, "agentType")]
    public void Check_Choice_IsOneOfTheTable(int status, int agentType, string? error)
    {
        var form = With("phoneNumber", "1");
        (form.SignInStatus, form.AgentType) = (status, agentType);
        Assert.Equal(error is null ? [] : [error], CredentialRules.Check(form).Select(found => found.Field));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("256.1.1.1", false)]
    [InlineData("::1", false)]
    [InlineData("", false)]
    public void Check_Ip_IsIPv4(string ip, bool isGood) => Assert.Equal(isGood, CredentialRules.Check(With("ip", ip)).Count == 0);

    private static CredentialForm With(string field, string value)
    {
        var form = new CredentialForm { Gateway = "g", AgentId = "291", PhoneNumber = "40038" };
        switch (field)
        {
            case "password": form.Password = value; break;
            case "phoneNumber": form.PhoneNumber = value; break;
            case "vcPhoneNumber": form.VcPhoneNumber = value; break;
            case "serviceWorkId": form.ServiceWorkId = value; break;
            default: form.Ip = value; break;
        }

        return form;
    }
}
