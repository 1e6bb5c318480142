using System.Text.Json;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Gateway;

/// <summary>
/// What goes over the wire for an agent, against the tables of the seed texts "Signing In", "Obtaining Events of One Agent in Polling Mode" and
/// "Maintaining the Heartbeat by an Agent", and what comes back, against their examples.
/// </summary>
public sealed class AgentWireTests : IAsyncLifetime
{
    private const string Json = "application/json; charset=UTF-8";
    private static readonly SessionTicket Ticket = new("279fe2.AgentGateway0", null);

    private RecordingGateway _gateway = null!;
    private GatewayEndpoint _endpoint = null!;
    private GatewayClient _client = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RecordingGateway.StartAsync();
        _endpoint = GatewayEndpoint.Create(new ConfiguredGateway { Name = "g", BaseUrl = _gateway.BaseUri.ToString() }, []).Endpoint!;
        _client = new GatewayClient(_endpoint, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        _endpoint.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task SignIn_IsAPutWithContentTypeAndWithoutGuid()
    {
        await SignInAsync(new AgentCredential { AgentId = "291", PhoneNumber = "40038" });

        var asked = Assert.Single(_gateway.Asked);
        Assert.Equal(("PUT", "/agentgateway/resource/onlineagent/291", Json, null), (asked.Method, asked.Path, asked.ContentType, asked.Guid));
    }

    [Fact]
    public async Task SignIn_Defaults_AreThoseOfTheTable()
    {
        await SignInAsync(new AgentCredential { AgentId = "291", PhoneNumber = "40038" });

        Assert.Equal(
            """{"password":"","phonenum":"40038","autoanswer":true,"autoenteridle":true,"releasephone":true,"agenttype":4,"status":4,"ip":"127.0.0.1","phonelinkage":false,"checkInWebm":true,"checkInMailm":false,"listenStatus":false}""",
            Assert.Single(_gateway.Asked).Body);
    }

    [Fact]
    public async Task SignIn_EveryField_IsSentUnderItsNameWithItsType()
    {
        var agent = new AgentCredential
        {
            AgentId = "291",
            PhoneNumber = "40038",
            AutoAnswer = false,
            AutoEnterIdle = false,
            ReleasePhone = false,
            AgentType = 11,
            SignInStatus = 3,
            Ip = "10.1.2.3",
            EntryIp = "10.9.9.9",
            PhoneLinkage = true,
            CheckInWebm = false,
            CheckInMailm = true,
            VcPhoneNumber = "88",
            ListenStatus = true,
            ServiceWorkId = "B-7",
        };
        await _client.SignInAsync("291", SignInForm.Write(agent, "p\"w", (new Uri("https://us:5443/callback/agentevent"), "a1B2")), forced: false, default);

        Assert.Equal(
            """{"password":"p\u0022w","phonenum":"40038","autoanswer":false,"autoenteridle":false,"releasephone":false,"agenttype":11,"status":3,"ip":"10.1.2.3","entryIp":"10.9.9.9","phonelinkage":true,"checkInWebm":false,"checkInMailm":true,"vcPhoneNumber":"88","listenStatus":true,"callBackUri":"https://us:5443/callback/agentevent","serviceToken":"a1B2","serviceworkid":"B-7"}""",
            Assert.Single(_gateway.Asked).Body);
    }

    [Fact]
    public async Task SignIn_SeedExample_IsRead()
    {
        _gateway.Answers["291"] = (
            """{"message":"","retcode":"0","result":{"vdnid":1,"workno":"291","mediatype":"TTF","loginTime":"1471585949806","isForceChange":"false","serverName":"AgentGateway","timeRemaining":"9"}}""",
            [("Set-GUID", "JSESSIONID=279fe2-0f5.AgentGateway0")]);

        var reply = await SignInAsync(new AgentCredential { AgentId = "291", PhoneNumber = "40038" });

        Assert.Equal((Answer.Ok, "279fe2-0f5.AgentGateway0"), (reply.Answer, reply.Ticket.Guid));
        Assert.Equal(new SignInResult(DateTimeOffset.FromUnixTimeMilliseconds(1471585949806), false, 9, new MediaServers(true, true, false)), SignInResult.Read(reply.Envelope!.Result));
    }

    [Theory]
    [InlineData("""{"isForceChange":true,"timeRemaining":""}""", true, null, null)]
    [InlineData("""{"isForceChange":"true","timeRemaining":0,"mediatype":"FTF"}""", true, 0, false)]
    [InlineData("""{"timeRemaining":"180","mediatype":"yes"}""", false, 180, null)]
    [InlineData("""[]""", false, null, null)]
    public void SignInResult_OtherForms_AreRead(string result, bool mustChange, int? daysLeft, bool? voice)
    {
        var read = SignInResult.Read(System.Text.Encoding.UTF8.GetBytes(result));

        Assert.Equal((mustChange, daysLeft, voice), (read.MustChangePassword, read.PasswordDaysLeft, read.Media?.Cti));
    }

    [Fact]
    public async Task Guid_OfABareHeader_IsTaken()
    {
        _gateway.Answers["291"] = ("""{"message":"","retcode":"0"}""", [("Guid", "bare.AgentGateway1")]);

        Assert.Equal("bare.AgentGateway1", (await SignInAsync(new AgentCredential { AgentId = "291", PhoneNumber = "1" })).Ticket.Guid);
    }

    [Fact]
    public async Task Poll_IsAGetWithContentTypeAndGuidAndWithoutBody()
    {
        _gateway.Answers["291"] = ("""{"message":"","retcode":"0","event":{"eventType":"AgentOther_InService","workNo":"291","content":null}}""", [("Set-GUID", "JSESSIONID=next.AgentGateway0")]);

        var reply = await _client.PollAsync("291", Ticket, default);

        var asked = Assert.Single(_gateway.Asked);
        Assert.Equal(("GET", "/agentgateway/resource/agentevent/291", Json, "279fe2.AgentGateway0", ""), (asked.Method, asked.Path, asked.ContentType, asked.Guid, asked.Body));
        Assert.Equal(("AgentOther_InService", "291"), (reply.Envelope!.Events[0].Type, reply.Envelope.Events[0].WorkNo));
        Assert.Equal("next.AgentGateway0", reply.Ticket.Guid);
    }

    [Fact]
    public void Poll_Deadline_IsBeyondTheTenSecondsOfTheGateway() => Assert.True(StandingCalls.Deadline > TimeSpan.FromSeconds(10));

    [Fact]
    public async Task Heartbeat_IsAPostWithGuidAndTokenAndWithoutBody()
    {
        _gateway.Answers["handshake"] = ("""{"message":"","retcode":"0"}""", [("Set-GUID", "JSESSIONID=next.AgentGateway0")]);

        var reply = await _client.HeartbeatAsync("291", "a1B2", Ticket, default);

        var asked = Assert.Single(_gateway.Asked);
        Assert.Equal(
            ("POST", "/agentgateway/resource/onlineagent/291/handshake", Json, "279fe2.AgentGateway0", "a1B2", ""),
            (asked.Method, asked.Path, asked.ContentType, asked.Guid, asked.ServiceToken, asked.Body));
        Assert.Equal((Answer.Ok, "next.AgentGateway0"), (reply.Answer, reply.Ticket.Guid));
    }

    [Fact]
    public async Task OldHeartbeat_IsAPutWithGuid()
    {
        await _client.OldHeartbeatAsync("291", Ticket, default);

        var asked = Assert.Single(_gateway.Asked);
        Assert.Equal(("PUT", "/agentgateway/resource/onlineagent/291/heartbeat", "279fe2.AgentGateway0"), (asked.Method, asked.Path, asked.Guid));
    }

    [Theory]
    [InlineData("""{"message":"","retcode":"0","result":{"guid":"fresh.AgentGateway1"}}""", "fresh.AgentGateway1")]
    [InlineData("""{"message":"","retcode":"0","result":{"guid":"JSESSIONID=fresh.AgentGateway1;Path=/"}}""", "fresh.AgentGateway1")]
    [InlineData("""{"message":"","retcode":"0","result":"?"}""", "279fe2.AgentGateway0")]
    [InlineData("""{"message":"agent not login","retcode":"100-006"}""", "279fe2.AgentGateway0")]
    public async Task RefreshGuid_IsAPut_WhoseResultIsTheNewGuid(string answer, string expected)
    {
        _gateway.Answers["updateGuid"] = (answer, []);

        var reply = await _client.RefreshGuidAsync("291", Ticket, default);

        var asked = Assert.Single(_gateway.Asked);
        Assert.Equal(("PUT", "/agentgateway/resource/onlineagent/291/updateGuid", "279fe2.AgentGateway0"), (asked.Method, asked.Path, asked.Guid));
        Assert.Equal(expected, reply.Ticket.Guid);
    }

    private Task<GatewayReply> SignInAsync(AgentCredential agent) => _client.SignInAsync(agent.AgentId, SignInForm.Write(agent, ""), forced: false, default);
}
