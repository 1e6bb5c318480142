using Supervisor.Tests.Support;
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
        var table = new TokenTable<string>(TimeProvider.System);
        table.Accept("right", "owner");

        Assert.Equal("owner", table.Find("right"));
        Assert.All(new[] { null, "", "Right", "righ", "right ", new string('r', 257), new string('界', 256) }, wrong => Assert.Null(table.Find(wrong)));
        table.Refuse("right");
        Assert.Null(table.Find("right"));
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void Find_AfterItsTime_IsNobody()
    {
        var time = new ManualTimeProvider();
        var table = new TokenTable<string>(time);
        table.Accept("passing", "owner", time.GetUtcNow().AddSeconds(30));

        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("owner", table.Find("passing"));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(table.Find("passing"));
        table.Accept("passing", "again");
        Assert.Equal("again", table.Find("passing"));
    }
}
