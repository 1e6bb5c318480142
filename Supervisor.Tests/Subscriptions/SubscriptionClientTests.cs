using System.Text.Json;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Gateway;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Subscriptions;

/// <summary>What goes over the wire, against the tables of the seed texts "Subscription" and "Handshake (Extended)" and of C5 (protocol.md section 1.4).</summary>
public sealed class SubscriptionClientTests : IAsyncLifetime
{
    private const string Json = "application/json; charset=UTF-8";
    private static readonly SessionTicket Ticket = new("guid-1.AgentGateway1", "lb=1");

    private RecordingGateway _gateway = null!;
    private GatewayEndpoint _endpoint = null!;
    private SubscriptionClient _client = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RecordingGateway.StartAsync();
        _endpoint = GatewayEndpoint.Create(new ConfiguredGateway { Name = "g", BaseUrl = _gateway.BaseUri.ToString() }, []).Endpoint!;
        _client = new SubscriptionClient(_endpoint, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        _endpoint.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task LogIn_SendsAccountAsNumberAndNoGuid()
    {
        var reply = await _client.LogInAsync(100_001, "p\"w", default);
        Assert.Equal((Answer.Ok, "guid-1.AgentGateway1"), (reply.Answer, reply.Ticket.Guid));
        var asked = Assert.Single(_gateway.Asked);
        Assert.Equal(("POST", "/agentgateway/resource/config/login", Json), (asked.Method, asked.Path, asked.ContentType));
        Assert.Null(asked.Guid);
        Assert.Equal((JsonValueKind.Number, 100_001, "p\"w"), (asked.Json.GetProperty("agentId").ValueKind, asked.Json.GetProperty("agentId").GetInt32(), asked.Json.GetProperty("password").GetString()));
        Assert.Equal(2, asked.Json.EnumerateObject().Count());
    }

    [Theory]
    [InlineData("Guid", "g2.AgentGateway0")]
    [InlineData("Set-GUID", "JSESSIONID=g2.AgentGateway0")]
    public async Task LogIn_GuidInAHeader_IsTaken(string header, string value)
    {
        _gateway.Answers["login"] = ("""{"message":"","retcode":0,"result":null}""", [(header, value)]);
        Assert.Equal("g2.AgentGateway0", (await _client.LogInAsync(1, "p", default)).Ticket.Guid);
    }

    [Theory]
    [InlineData("""{"message":"login failed","retcode":"107-003"}""", "107-003")]
    [InlineData("<html>", "not-protocol")]
    public async Task LogIn_NotGood_IsAValueWithItsCode(string body, string code)
    {
        _gateway.Answers["login"] = (body, []);
        var reply = await _client.LogInAsync(1, "p", default);
        Assert.Equal((code, null), (reply.Answer.Code, reply.Ticket.Guid));
    }

    [Fact]
    public async Task Register_SendsTheTableWithItsTypes()
    {
        var reply = await _client.RegisterAsync(new SubscriptionForm("3320EA", "https://us/callback/recognition", true, "801166010768953344"), Ticket, default);
        Assert.Equal("20140414172508-001-00101", ServerId.In(reply));
        var asked = Assert.Single(_gateway.Asked);
        Assert.Equal(("POST", "/agentgateway/resource/config/subscribe/register", Json, "guid-1.AgentGateway1"), (asked.Method, asked.Path, asked.ContentType, asked.Guid));
        Assert.Equal(
            """{"subscribeType":"1","serviceToken":"3320EA","serviceCallBackUri":"https://us/callback/recognition","nlpFlag":true,"flowAccessCode":"801166010768953344"}""",
            asked.Body);
    }

    [Fact]
    public async Task Register_WithoutNlpFlag_LeavesTheAccessCodeOut()
    {
        await _client.RegisterAsync(new SubscriptionForm("t", "https://us", false, "1"), Ticket, default);
        Assert.Equal("""{"subscribeType":"1","serviceToken":"t","serviceCallBackUri":"https://us","nlpFlag":false}""", Assert.Single(_gateway.Asked).Body);
    }

    [Theory]
    [InlineData("""{"retcode":"0","result":{"serverId":"7"}}""", "7")]
    [InlineData("""{"retcode":"0","result":{"serverid":7}}""", "7")]
    [InlineData("""{"retcode":"0","result":[{"serviceId":"7"}]}""", "7")]
    [InlineData("""{"retcode":"0","result":{"serverId":""}}""", null)]
    [InlineData("""{"retcode":"0","result":"7"}""", null)]
    [InlineData("""{"retcode":"0"}""", null)]
    public async Task Register_OddAnswers_AreRead(string body, string? serverId)
    {
        _gateway.Answers["register"] = (body, []);
        Assert.Equal(serverId, ServerId.In(await _client.RegisterAsync(new SubscriptionForm("t", "https://us", false, null), Ticket, default)));
    }

    [Fact]
    public async Task Handshake_HasGuidTokenContentTypeAndNoBody()
    {
        Assert.Equal(Answer.Ok, (await _client.HandshakeAsync("2014-001/1", "3320EA", Ticket, default)).Answer);
        var asked = Assert.Single(_gateway.Asked);
        Assert.Equal(("POST", Json, "guid-1.AgentGateway1", "3320EA", ""), (asked.Method, asked.ContentType, asked.Guid, asked.ServiceToken, asked.Body));
        Assert.StartsWith("/agentgateway/resource/config/subscribe/handshake/2014-001", asked.Path, StringComparison.Ordinal);
    }
}
