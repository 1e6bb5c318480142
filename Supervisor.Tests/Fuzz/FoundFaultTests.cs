using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Events;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Gateway;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Fuzz;

/// <summary>What the fuzz runs have found, each with the input that showed it.</summary>
public sealed class FoundFaultTests
{
    [Theory]
    [InlineData("""{"message":"","retcode":"279fe2d4-51a8-4c0b-9f6e-2b7d1c90e0f5.AgentGateway1"}""")]
    [InlineData("""{"message":"","retcode":"100\r\nforged line"}""")]
    [InlineData("""{"message":"","retcode":"99999999999999999999999999"}""")]
    public void RetCode_ThatIsNone_IsNotTheProtocol(string body) => Assert.Null(Envelope.Parse(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("-1")]
    [InlineData("0100000")]
    [InlineData("OVER_MAX_LOGIN")]
    public void RetCode_OfAnotherForm_IsStillOne(string code) => Assert.Equal(code, Envelope.Parse(Encoding.UTF8.GetBytes($$"""{"retcode":"{{code}}"}"""))!.RetCode);

    [Theory]
    [InlineData("JSESSIONID=\u00fc\u00e9.AgentGateway0")]
    [InlineData("JSESSIONID=a b")]
    [InlineData("JSESSIONID=")]
    public void SetGuid_ThatNoHeaderCanCarry_LeavesTheTicketAsItIs(string value)
    {
        var ticket = new SessionTicket("old", null);
        Assert.Same(ticket, After(ticket, ("Set-GUID", value)));
        Assert.Same(ticket, After(ticket, ("Set-GUID", $"JSESSIONID={new string('a', SessionTicket.LongestGuid + 1)}")));
    }

    [Fact]
    public void SetGuid_Twice_TheLastIsTaken_AndGuidWhereItIsUnusable()
    {
        Assert.Equal("b", After(SessionTicket.None, ("Set-GUID", "JSESSIONID=a"), ("Set-GUID", "JSESSIONID=b")).Guid);
        Assert.Equal("c", After(SessionTicket.None, ("Set-GUID", "\u00fc"), ("Guid", "c")).Guid);
    }

    [Fact]
    public void Refreshed_GuidWithALineBreak_LeavesTheTicketAsItIs()
    {
        var ticket = new SessionTicket("old", null);
        Assert.Same(ticket, ticket.Refreshed("""{"guid":"a\r\nX-Forged: 1"}"""u8.ToArray()));
    }

    [Fact]
    public void SetCookie_AnotherNameEachTime_EndsAtTheBound()
    {
        var ticket = SessionTicket.None;
        for (var n = 0; n < 2_000; n++) ticket = After(ticket, ("Set-Cookie", $"c{n}=1; Path=/"));
        Assert.InRange(ticket.Cookies!.Length, 1_000, SessionTicket.LongestCookies);
        Assert.StartsWith("c0=2; c1=1", After(ticket, ("Set-Cookie", "c0=2")).Cookies, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("session 279fe2d4-51a8-4c0b-9f6e-2b7d1c90e0f5 is bad")]
    [InlineData("session ...2d4-51a8-4c0b-9f6e...")]
    public void Note_WithAPartOfTheGuid_IsNone(string message) => Assert.Null(GatewayNote.Of(new Envelope("888-001", message, default, []), Corpus.Guid));

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a\\r\\nb")]
    public void ServerId_ThatLeadsElsewhere_IsNone(string id) => Assert.Null(ServerIdOf(id));

    [Fact]
    public void ServerId_LongerThanAnAddress_IsNone() => Assert.Null(ServerIdOf(new string('1', 70_000)));

    [Fact]
    public void Texts_OfEvents_AreCutForTheFloor_WithoutHalfACharacter()
    {
        var caller = new string('1', EventMeaning.LongestText - 1) + "\U0001F600";
        var sent = Envelope.Parse(Encoding.UTF8.GetBytes($$$$"""{"retcode":"0","event":{"eventType":"{{{{new string('T', 300)}}}}","content":{"caller":"{{{{caller}}}}"}}}"""))!.Events[0];
        Assert.Equal(GatewayEvent.LongestType, sent.Type.Length);
        var ringing = Assert.IsType<AgentEvent.CallRinging>(EventMeaning.Of(sent with { Type = "AgentEvent_Ringing" }, "291", "40038"));
        Assert.Equal((new string('1', EventMeaning.LongestText - 1), CallDirection.Inbound), (ringing.Call.OtherParty, ringing.Call.Direction));
    }

    [Fact]
    public void Time_AtTheEndOfTheCalendar_IsNone() => Assert.Null(Envelope.EpochMilliseconds("253402300799998"));

    [Theory]
    [InlineData("gbk")]
    [InlineData("\"GB18030\"")]
    [InlineData("big5")]
    public async Task Answer_InAnotherCharset_IsRead(string charset)
    {
        using var content = new ByteArrayContent(CodePagesEncodingProvider.Instance.GetEncoding(charset.Trim('"'))!.GetBytes("""{"message":"成功","retcode":"0"}"""));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse($"application/json; charset={charset}");
        Assert.Equal("成功", (await AnswerBody.ReadAsync(content, default)).Envelope!.Message);
    }

    [Theory]
    [InlineData("application/json; charset=ISO-8859-1")]
    [InlineData("text/html; charset=nonsense")]
    public async Task Answer_WithTheServersDefaultCharset_IsReadAsUtf8(string type)
    {
        using var content = new ByteArrayContent("""{"message":"成功","retcode":"0"}"""u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        Assert.Equal("成功", (await AnswerBody.ReadAsync(content, default)).Envelope!.Message);
    }

    [Fact]
    public async Task Result_AfterAByteOrderMark_IsRead()
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream([0xEF, 0xBB, 0xBF, .. "{}"u8]);
        using var document = (await CallbackBody.ReadJsonAsync(context.Request, default)).Body;
        Assert.NotNull(document);
    }

    private static string? ServerIdOf(string id)
    {
        var envelope = Envelope.Parse(Encoding.UTF8.GetBytes($$$"""{"retcode":"0","result":{"serverId":"{{{id}}}"}}"""))!;
        return ServerId.In(GatewayReply.From(envelope, SessionTicket.None));
    }

    private static SessionTicket After(SessionTicket ticket, params (string Name, string Value)[] headers)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.OK);
        foreach (var (name, value) in headers) answer.Headers.TryAddWithoutValidation(name, value);
        return ticket.After(answer.Headers);
    }
}
