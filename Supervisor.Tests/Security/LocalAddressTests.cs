using Supervisor.Web.Features.Account;

namespace Supervisor.Tests.Security;

public sealed class LocalAddressTests
{
    [Theory]
    [InlineData("/floor?state=rest", "/floor?state=rest")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\tevil", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("floor", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Or_AnAddressElsewhere_IsNotFollowed(string? wanted, string followed) => Assert.Equal(followed, LocalAddress.Or(wanted, "/"));
}
