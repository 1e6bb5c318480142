using System.Text;
using Supervisor.Web.Gateway;

namespace Supervisor.Tests.Gateway;

public sealed class EventContentTests
{
    [Theory]
    [InlineData("""{"callid":"1-7"}""", "1-7")]
    [InlineData("""{"callId":"1-7"}""", "1-7")]
    [InlineData("""{"CALLID":17}""", "17")]
    [InlineData("""{"c\u0061llid":"1-7"}""", "1-7")]
    [InlineData("""{"callid":"first","CallID":"second"}""", "first")]
    [InlineData("""{"callid":{"callid":"inner"},"callId":"second"}""", null)]
    [InlineData("""{"other":{"callid":"inner"},"callid":"outer",}""", "outer")]
    [InlineData("""{"callid":"\u0000"}""", null)]
    [InlineData("""{"callid":null}""", null)]
    [InlineData("""{"caller":"\ud800","callid":"1-7"}""", "1-7")]
    [InlineData("""[{"callid":"1-7"}]""", null)]
    [InlineData("{}", null)]
    public void Of_Object_FirstOfTheNameInAnyCase(string content, string? callId) =>
        Assert.Equal(callId, Assert.NotNull(Read(content)).CallId);

    [Fact]
    public void Of_EveryName_Read()
    {
        var read = Assert.NotNull(Read("""{"caller":"1","called":"2","callid":"3","feature":4,"otherPhone":"5","reason":6.0,"skillName":"7","else":[8]}"""));
        Assert.Equal(("1", "2", "3", "4", "5", "6.0", "7"), (read.Caller, read.Called, read.CallId, read.Feature, read.OtherPhone, read.Reason, read.SkillName));
    }

    [Fact]
    public void Of_PlainText_IsIt() => Assert.Equal("1-7", Assert.NotNull(Read("\"1-7\"")).Plain);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"callid":"1-7"} {}""")]
    [InlineData("""{"callid":"1-7",""")]
    [InlineData("""{"\ud800":1,"callid":"1-7"}""")]
    public void Of_NoJson_Nothing(string content) => Assert.Null(Read(content));

    private static EventContent? Read(string content) => EventContent.Of(Encoding.UTF8.GetBytes(content));
}
