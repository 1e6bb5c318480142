using System.Text;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Events;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.History;

public sealed class RecognitionWordsTests : BunitContext
{
    public RecognitionWordsTests() => Services.AddLocalization();

    private IRenderedComponent<HistoryRow> Row(string talker, string userCase, string entry)
    {
        var stored = new StoredEvent
        {
            Sequence = 1,
            ReceivedAt = DateTimeOffset.UnixEpoch,
            Gateway = "g",
            AgentId = "291",
            Origin = EventOrigin.Recognition,
            Type = Utterance.EventType,
            Content = Encoding.UTF8.GetBytes($$"""{"talkertype":"{{talker}}","asrusercase":"{{userCase}}","result":[{{entry}}]}"""),
        };
        return Render<HistoryRow>(parameters => parameters.Add(row => row.Stored, stored).Add(row => row.Zone, TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("2", "0", """{"confidence":"0.934","content":"good morning"}""", "Customer: \u201cgood morning\u201d (93 %)")]
    [InlineData("1", "62", """{"content":"hello"}""", "Agent: \u201chello\u201d")]
    [InlineData("2", "0", """{"content":"U2FsdGVk","iscontentenc":"1"}""", "Customer: encrypted")]
    [InlineData("2", "61", "", "Customer begins to speak")]
    [InlineData("2", "63", "", "Customer stops speaking")]
    [InlineData("9", "7", "", "Speaker: not recognised, error 7")]
    [InlineData("2", "0", """{"content":"a\u202eb"}""", "Customer: \u201ca\\u202Eb\u201d")]
    public void Row_RecognitionResult_ReadsAsASentence(string talker, string userCase, string entry, string expected) =>
        Assert.Equal(expected, Row(talker, userCase, entry).Find(".said").TextContent);

    [Fact]
    public void Row_Unfolded_ShowsTheRawContent()
    {
        var row = Row("2", "0", """{"confidence":"0.9","content":"hi"}""");
        Assert.Equal("Speech recognition", row.FindAll("td")[5].TextContent);
        row.Find(".unfold").Click();
        row.WaitForAssertion(() => Assert.Equal("""{"talkertype":"2","asrusercase":"0","result":[{"confidence":"0.9","content":"hi"}]}""", row.Find("code").TextContent));
    }
}
