using System.Text;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class PushBodyTests
{
    [Fact]
    public void Parse_List_KeepsItsOrder()
    {
        var body = Parse("""{"workNo":"291","eventList":[{"eventType":"A","workNo":"291","content":null},{"eventType":"B","workNo":"291","content":{"x":1},"eventGenTime":1732000000000}]}""");

        Assert.Equal("291", body!.WorkNo);
        Assert.Equal(["A", "B"], body.Events.Select(sent => sent.Type));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1732000000000), body.Events[1].GeneratedAt);
    }

    [Theory]
    [InlineData("""{"message":"","retcode":"0","workNo":291,"eventList":[{"eventType":"A","workNo":291,"content":"1-1"}]}""", "291", 1)]
    [InlineData("""{"message":"","retcode":"0","event":{"eventType":"A","workNo":"291","content":null}}""", "291", 1)]
    [InlineData("""{"workNo":"291","eventList":{"eventType":"A"}}""", "291", 1)]
    [InlineData("""{"workNo":"291","eventList":[]}""", "291", 0)]
    [InlineData("""{"workNo":"291","eventList":null}""", "291", 0)]
    [InlineData("""{"eventList":[{"eventType":"A"}],}""", "", 1)]
    public void Parse_OtherForms_AreRead(string text, string workNo, int events)
    {
        var body = Parse(text);

        Assert.Equal((workNo, events), (body!.WorkNo, body.Events.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"workNo":"291"}""")]
    [InlineData("""{"workNo":"291","eventList":[{"eventType":"A"}""")]
    [InlineData("""{"workNo":"291","eventList":[]}{}""")]
    [InlineData("<html></html>")]
    public void Parse_AnythingElse_IsNoPush(string text) => Assert.Null(Parse(text));

    private static PushBody? Parse(string text) => PushBody.Parse(Encoding.UTF8.GetBytes(text));
}
