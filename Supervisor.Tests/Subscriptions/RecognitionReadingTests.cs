using System.Text;
using System.Text.Json;
using Supervisor.Domain.Conversations;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Subscriptions;

public sealed class RecognitionReadingTests
{
    private static Utterance Of(string json) => RecognitionReading.Parse(Encoding.UTF8.GetBytes(json))!;

    private static RecognitionResult? Read(string json, out string? problem)
    {
        using var document = JsonDocument.Parse(json);
        return RecognitionResult.Read(document.RootElement, out problem);
    }

    [Theory]
    [InlineData("\"0\"", UtteranceStage.Final)]
    [InlineData("0", UtteranceStage.Final)]
    [InlineData("\"61\"", UtteranceStage.Began)]
    [InlineData("62", UtteranceStage.Interim)]
    [InlineData("\"63\"", UtteranceStage.Ended)]
    [InlineData("\"7\"", UtteranceStage.Failed)]
    [InlineData("\"\"", UtteranceStage.Failed)]
    [InlineData("null", UtteranceStage.Failed)]
    public void Parse_UserCase_Stage(string userCase, UtteranceStage stage) => Assert.Equal(stage, Of($$"""{"asrusercase":{{userCase}}}""").Stage);

    [Fact]
    public void Parse_EveryField_AsDocumentedAndInOtherTypesAndCases()
    {
        var heard = Of("""{"curCallId":1606892101,"talkertype":2,"talkerid":"13800001111","asrusercase":0,"result":[{"confidence":93,"content":" good morning ","iscontentenc":0}]}""");
        Assert.Equal(("1606892101", Speaker.Customer, "13800001111", "good morning", 0.93, false), (heard.CallId, heard.Speaker, heard.SpeakerId, heard.Text, heard.Confidence, heard.Encrypted));
        Assert.Equal(Speaker.Agent, Of("""{"talkertype":"1"}""").Speaker);
        Assert.Equal(Speaker.Unknown, Of("""{"talkertype":"3"}""").Speaker);
    }

    [Fact]
    public void Parse_SeveralEntries_AlternativesTheMostConfidentFirst()
    {
        var heard = Of("""{"asrusercase":"0","result":[{"confidence":"0.41","content":"ice cream"},{"confidence":"0.87","content":"I scream"},{"content":""}]}""");
        Assert.Equal(["I scream", "ice cream"], heard.Readings.AsEnumerable());
        Assert.Equal(0.87, heard.Confidence);
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("\"AES\"")] // a mark that nobody told us of
    public void Parse_Encrypted_NothingIsRead(string mark)
    {
        var heard = Of($$"""{"asrusercase":"0","result":[{"confidence":"0.9","content":"U2FsdGVk","iscontentenc":{{mark}}},{"content":"plain"}]}""");
        Assert.True(heard.Encrypted);
        Assert.Empty(heard.Readings);
    }

    [Theory]
    [InlineData("""{"content":"{\"text\":\"hello\",\"nbest\":[]}"}""", "hello")]
    [InlineData("""{"content":{"content":"hello"}}""", "hello")]
    [InlineData("""{"content":"{\"words\":[1]}"}""", """{"words":[1]}""")]
    [InlineData("""{"content":"{not json"}""", "{not json")]
    [InlineData("""{"content":42}""", "42")]
    [InlineData("\"hello\"", "hello")]
    public void Parse_ContentInOtherShapes_TheWordsOrAllOfIt(string entry, string text) => Assert.Equal(text, Of($$"""{"asrusercase":"0","result":[{{entry}}]}""").Text);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"asrusercase\":")]
    [InlineData("{\"talkerid\":\"\\ud800\"}")]
    public void Parse_Unreadable_Null(string content) => Assert.Null(RecognitionReading.Parse(Encoding.UTF8.GetBytes(content)));

    [Fact]
    public void Read_Content_AsReceivedWithoutTheTokenAndAHugeNlpResult()
    {
        var nlp = $$"""{"intent":"{{new string('x', RecognitionResult.LongestNlpResult)}}"}""";
        var result = Read($$"""{"initialagentid":291,"service_token":"secret","serviceToken":"secret","asrusercase":"0","note":"é\u00e9","nlpResult":{{nlp}}}""", out var problem);
        Assert.Null(problem);
        Assert.Equal("291", result!.AgentId);
        Assert.Equal($$"""{"initialagentid":291,"asrusercase":"0","note":"é\u00e9","nlpResultLeftOut":{{nlp.Length}}}""", Encoding.UTF8.GetString(result.Content));
        Assert.Contains("\"nlpResult\":{\"a\":1}", Encoding.UTF8.GetString(Read("""{"initialagentid":"1","nlpResult":{"a":1}}""", out _)!.Content), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CannotBeTaken_SaysWhyWithoutRepeatingIt()
    {
        foreach (var json in (string[])["{}", """{"initialagentid":null}""", """{"initialagentid":"  "}""", """{"initialagentid":{"a":1}}"""])
        {
            Assert.Null(Read(json, out var problem));
            Assert.Equal("initialagentid is missing.", problem);
        }

        Assert.Null(Read($$"""{"initialagentid":"{{new string('9', 33)}}"}""", out var tooLong));
        Assert.Equal("initialagentid is too long.", tooLong);
        Assert.Null(Read($$"""{"initialagentid":"1","calldata":"{{new string('x', RecognitionResult.LongestContent)}}"}""", out var tooLarge));
        Assert.Equal("The result is longer than 256 KB.", tooLarge);
        Assert.Null(Read("""{"initialagentid":"\ud800"}""", out var notText));
        Assert.Equal("The body holds a text that is not Unicode.", notText);
    }
}
