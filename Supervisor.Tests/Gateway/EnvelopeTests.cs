using System.Text;
using Supervisor.Web.Gateway;

namespace Supervisor.Tests.Gateway;

public sealed class EnvelopeTests
{
    [Fact]
    public void Parse_IdlePoll_HasNoEvent()
    {
        var envelope = Parse("""{"message":"","retcode":"0"}""");
        Assert.Equal("0", envelope!.RetCode);
        Assert.Empty(envelope.Events);
    }

    [Fact]
    public void Parse_SeedExample_KeepsTypeAgentAndContent()
    {
        var sent = Parse("""{ "message": "", "retcode": "0", "event": { "eventType": "AgentOther_InService", "workNo": "291", "content": null } }""")!.Events.Single();
        Assert.Equal(("AgentOther_InService", "291", true), (sent.Type, sent.WorkNo, sent.Content.IsEmpty));
    }

    [Theory]
    [InlineData("""{"retcode":0,"message":null,"event":{"eventType":"X","workNo":291,"content":{"a":1}}}""")]
    [InlineData("""{"event":[{"workNo":"291","content":{"a":1},"eventType":"X","more":[1,{"b":2}]}],"extra":{"retcode":"9"},"retcode":"0"}""")]
    public void Parse_OtherTypesAndOrders_ReadsTheSame(string body)
    {
        var envelope = Parse(body)!;
        var sent = envelope.Events.Single();
        Assert.Equal(("0", "X", "291", """{"a":1}"""), (envelope.RetCode, sent.Type, sent.WorkNo, Encoding.UTF8.GetString(sent.Content.Span)));
    }

    [Theory]
    [InlineData("""{"retcode":"0","event":null}""")]
    [InlineData("""{"retcode":"0","event":[]}""")]
    [InlineData("""{"retcode":"0","event":""}""")]
    public void Parse_EmptyEvent_IsNoEvent(string body) => Assert.Empty(Parse(body)!.Events);

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>502</body></html>")]
    [InlineData("""{"retcode":"0","event":{"eventTy""")]
    [InlineData("""{"message":"no code"}""")]
    [InlineData("""["retcode","0"]""")]
    [InlineData("""{"retcode":"0"}{"retcode":"0"}""")]
    [InlineData("null")]
    [InlineData("""{"retcode":"\uD800"}""")]
    public void Parse_NotTheProtocol_IsNull(string body) => Assert.Null(Parse(body));

    [Fact]
    public void Parse_GenerationTime_IsRead()
    {
        var sent = Parse("""{"retcode":"0","event":{"eventType":"X","eventGenTime":1471585949806,"workNo":"1","content":"1-1"}}""")!.Events.Single();
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1471585949806), sent.GeneratedAt);
        Assert.Equal("\"1-1\"", Encoding.UTF8.GetString(sent.Content.Span));
    }

    /// <summary>Whatever bytes come: an envelope or null, never an exception.</summary>
    [Fact]
    public void Parse_MutatedAnswers_NeverThrows()
    {
        var random = new Random(11);
        var seed = Encoding.UTF8.GetBytes("""{"message":"","retcode":"0","event":{"eventType":"AgentEvent_Ringing","workNo":"291","content":{"caller":"1","callid":"1-1","n":[1,2.5e3,true]}}}""");
        for (var i = 0; i < 100_000; i++)
        {
            var body = seed.ToArray();
            for (var j = random.Next(1, 6); j > 0; j--) body[random.Next(body.Length)] = (byte)random.Next(256);
            var envelope = Envelope.Parse(body.AsSpan(0, random.Next(4) == 0 ? random.Next(body.Length) : body.Length));
            foreach (var sent in envelope?.Events ?? []) EventMeaning.Of(sent, "291", "40038");
        }
    }

    private static Envelope? Parse(string body) => Envelope.Parse(Encoding.UTF8.GetBytes(body));
}
