using System.Text.Json;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Support;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Subscriptions;

public sealed class RecognitionRepeatsTests
{
    private static readonly AgentId Ann = new("g1", "291");
    private readonly ManualTimeProvider _time = new();
    private readonly RecognitionRepeats _repeats;

    public RecognitionRepeatsTests() => _repeats = new RecognitionRepeats(_time);

    private static RecognitionResult Result(string server, string content = "yes", string call = "c1")
    {
        using var document = JsonDocument.Parse($$"""{"serverid":"{{server}}","initialagentid":"291","curcallid":"{{call}}","talkertype":"2","talkerid":"138","asrusercase":"0","result":[{"confidence":"0.9","content":"{{content}}"}]}""");
        return RecognitionResult.Read(document.RootElement, out _)!;
    }

    private bool Repeated(string server, string content = "yes", string call = "c1") => _repeats.IsRepeat(Ann, Result(server, content, call));

    [Fact]
    public void IsRepeat_ThroughAnotherRegistration_OnceForEach()
    {
        Assert.False(Repeated("old"));
        Assert.True(Repeated("new"));
        Assert.False(Repeated("new")); // said again
        Assert.True(Repeated("old"));
        Assert.False(Repeated("old"));
        Assert.False(Repeated("old"));
        Assert.True(Repeated("new"));
        Assert.True(Repeated("new"));
        Assert.False(Repeated("new"));
    }

    [Fact]
    public void IsRepeat_SameRegistration_NeverIsOne()
    {
        Assert.False(Repeated("one"));
        Assert.False(Repeated("one"));
    }

    [Fact]
    public void IsRepeat_OtherCallContentOrAgent_IsNone()
    {
        Assert.False(Repeated("old"));
        Assert.False(Repeated("new", "no"));
        Assert.False(Repeated("new", call: "c2"));
        Assert.False(_repeats.IsRepeat(new AgentId("g2", "291"), Result("new")));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void IsRepeat_AfterSomeMinutes_WithinTheWindowOnly(int minutes, bool repeated)
    {
        Assert.False(Repeated("old"));
        _time.Advance(TimeSpan.FromMinutes(minutes));
        Assert.Equal(repeated, Repeated("new"));
    }

    [Fact]
    public void Forget_NotTakenAfterAll_TheOtherOneIsTaken()
    {
        Assert.False(Repeated("old"));
        _repeats.Forget(Ann, Result("old"));
        Assert.False(Repeated("new"));
    }
}
