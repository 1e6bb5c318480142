using Supervisor.Web.Gateway;

namespace Supervisor.Tests.Gateway;

public sealed class SessionTicketTests
{
    [Theory]
    [InlineData("Set-GUID", "JSESSIONID=279f.AgentGateway0", "279f.AgentGateway0")]
    [InlineData("set-guid", "jsessionid=279f.AgentGateway0; Path=/", "279f.AgentGateway0")]
    [InlineData("Guid", "279f.AgentGateway1", "279f.AgentGateway1")]
    public void After_NewGuid_IsTakenWhole(string header, string value, string expected)
    {
        using var answer = Answer((header, value));
        Assert.Equal(expected, SessionTicket.None.After(answer.Headers).Guid);
    }

    [Fact]
    public void After_NothingNew_GivesTheSameReference()
    {
        var ticket = new SessionTicket("a", "x=1");
        using var answer = Answer(("Set-GUID", "JSESSIONID=a"), ("Set-Cookie", "x=1; Path=/"));
        Assert.Same(ticket, ticket.After(answer.Headers));
    }

    [Fact]
    public void After_Cookies_AreMergedReplacedAndRemoved()
    {
        using var first = Answer(("Set-Cookie", "huaweielbsession=n1; Path=/"), ("Set-Cookie", "b=2"));
        using var second = Answer(("Set-Cookie", "huaweielbsession=n2"), ("Set-Cookie", "b=; Max-Age=0"));
        Assert.Equal("huaweielbsession=n2", SessionTicket.None.After(first.Headers).After(second.Headers).Cookies);
    }

    [Fact]
    public void ToString_NeverShowsTheGuid() => Assert.DoesNotContain("secret", new SessionTicket("secret", "secret").ToString(), StringComparison.Ordinal);

    private static HttpResponseMessage Answer(params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage();
        foreach (var (name, value) in headers) answer.Headers.TryAddWithoutValidation(name, value);
        return answer;
    }
}
