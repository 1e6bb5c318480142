using Supervisor.Web.Callbacks;

namespace Supervisor.Tests.Callbacks;

public sealed class TokenTableTests
{
    [Fact]
    public void New_FitsBothInterfaces()
    {
        var token = ServiceToken.New();

        Assert.Matches("^[0-9a-z]{32}$", token);
        Assert.NotEqual(token, ServiceToken.New());
    }

    [Fact]
    public void Find_KnowsAcceptedTokensOnly()
    {
        var table = new TokenTable<string>();
        table.Accept("right", "owner");

        Assert.Equal("owner", table.Find("right"));
        Assert.All(new[] { null, "", "Right", "righ", "right ", new string('r', 257), new string('界', 256) }, wrong => Assert.Null(table.Find(wrong)));
        table.Refuse("right");
        Assert.Null(table.Find("right"));
        Assert.Equal(0, table.Count);
    }
}
