using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Events;
using Supervisor.Tests.Security;
using Supervisor.Tests.Support;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Subscriptions;

public sealed class RecognitionReceiverTests(WebAppFixture app) : IClassFixture<WebAppFixture>
{
    private const string Path = "/callback/recognition/v100/subscribe/asrevent/asrresult";

    private static string Body(string agent, string content = "good morning", string userCase = "0", string server = "s1", string call = "c1") =>
        $$"""{"serverid":"{{server}}","subscribetype":"1","initialagentid":"{{agent}}","ccid":"1","vdnid":"1","curcallid":"{{call}}","curuserdn":"138","talkertype":"2","talkerid":"138","result":[{"confidence":"0.93","content":"{{content}}","iscontentenc":"0"}],"asrusercase":"{{userCase}}"}""";

    private async Task<HttpResponseMessage> PostAsync(string body, string? token)
    {
        using var client = app.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (token is not null) request.Headers.Add(ServiceToken.Header, token);
        return await client.SendAsync(request);
    }

    /// <summary>An agent of the gateway, and a token that is valid for it.</summary>
    private async Task<(AgentId Agent, string Token)> AgentAsync(string number)
    {
        await app.Get<CredentialCommands>().AddAsync(new CredentialForm { Gateway = "g1", AgentId = number, PhoneNumber = "6" + number, Password = "x" }, PeopleFixture.Admin, default);
        var agent = new AgentId("g1", number);
        await Eventually.IsTrueAsync(() => app.Get<IFloorFeed>().Current.Agents.ContainsKey(agent), "the agent is on the floor");
        var token = ServiceToken.New();
        app.Get<TokenTable<SubscriptionSource>>().Accept(token, new SubscriptionSource("g1"));
        return (agent, token);
    }

    private async Task<List<StoredEvent>> KeptAsync(AgentId agent)
    {
        var filter = new EventFilter { Gateway = agent.Gateway, Agents = [agent.WorkNo], Types = [Utterance.EventType] };
        return [.. (await app.Get<EventStore>().NewerAsync(filter, 0, 100, default)).Items];
    }

    [Fact]
    public async Task Post_RightToken_AnswersSuccessAndKeepsTheResultWithItsAgent()
    {
        var (agent, token) = await AgentAsync("501");
        var body = Body("501");
        using var response = await PostAsync(body, token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"message":"success","retcode":"0"}""", await response.Content.ReadAsStringAsync());
        await Eventually.IsTrueAsync(() => KeptAsync(agent).GetAwaiter().GetResult().Count == 1, "the result is kept");
        var kept = (await KeptAsync(agent))[0];
        Assert.Equal((EventOrigin.Recognition, "Recognition", body), (kept.Origin, kept.Type, Encoding.UTF8.GetString(kept.Content!)));
        using var conversation = app.Get<ConversationKeeper>().Subscribe(agent);
        Assert.Equal("good morning", conversation.Snapshot.Current!.Lines[0].Text);
    }

    [Fact]
    public async Task Post_FloorState_DoesNotChange()
    {
        var (agent, token) = await AgentAsync("502");
        var before = app.Get<IFloorFeed>().Current.Agents[agent];
        (await PostAsync(Body("502"), token)).Dispose();
        await Eventually.IsTrueAsync(() => KeptAsync(agent).GetAwaiter().GetResult().Count == 1, "the result is kept");
        var after = app.Get<IFloorFeed>().Current.Agents[agent];
        Assert.Equal((before.State, before.Call, before.Since), (after.State, after.Call, after.Since));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task Post_MissingOrWrongToken_RefusedBeforeTheBodyIsRead(string? token)
    {
        var (agent, _) = await AgentAsync("503");
        var refused = app.Get<RefusedCallbacks>().Total;
        using var response = await PostAsync("this is not JSON: " + Body("503"), token);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("1", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("retcode").GetString());
        Assert.Equal(refused + 1, app.Get<RefusedCallbacks>().Total);
        Assert.Empty(await KeptAsync(agent));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{\"asrusercase\":\"0\"}")]
    [InlineData("{\"initialagentid\":\"\\ud800\"}")]
    public async Task Post_BadBody_ProblemWithBothMembersOfTheProtocol(string body)
    {
        var (_, token) = await AgentAsync("504");
        using var response = await PostAsync(body, token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("1", problem.GetProperty("retcode").GetString());
        Assert.NotEmpty(problem.GetProperty("message").GetString()!);
        Assert.DoesNotContain(token, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AgentNotConfigured_SuccessCountedAndNothingKept()
    {
        var (_, token) = await AgentAsync("505");
        var before = app.Get<RecognitionReceiver>().Unwatched;
        using var response = await PostAsync(Body("9999"), token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(before + 1, app.Get<RecognitionReceiver>().Unwatched);
        (await PostAsync(Body("505"), token)).Dispose();
        await Eventually.IsTrueAsync(() => KeptAsync(new AgentId("g1", "505")).GetAwaiter().GetResult().Count == 1, "the next one is kept");
        Assert.Empty(await KeptAsync(new AgentId("g1", "9999")));
    }

    [Fact]
    public async Task Post_SameResultThroughTwoRegistrations_KeptOnce()
    {
        var (agent, token) = await AgentAsync("506");
        var before = app.Get<RecognitionReceiver>().Repeated;
        foreach (var (server, content) in (ValueTuple<string, string>[])[("old", "yes"), ("new", "yes"), ("new", "no"), ("old", "no"), ("new", "done")])
            (await PostAsync(Body("506", content, server: server), token)).Dispose();
        await Eventually.IsTrueAsync(() => KeptAsync(agent).GetAwaiter().GetResult().Count >= 3, "the three are kept");
        Assert.Equal(["yes", "no", "done"], (await KeptAsync(agent)).Select(kept => RecognitionReading.Parse(kept.Content)!.Text));
        Assert.Equal(before + 2, app.Get<RecognitionReceiver>().Repeated);
    }

    [Fact]
    public async Task Post_TokenInTheBodyToo_NotKept()
    {
        var (agent, token) = await AgentAsync("507");
        (await PostAsync(Body("507").Replace("\"ccid\":\"1\"", $"\"service_token\":\"{token}\"", StringComparison.Ordinal), token)).Dispose();
        await Eventually.IsTrueAsync(() => KeptAsync(agent).GetAwaiter().GetResult().Count == 1, "the result is kept");
        Assert.DoesNotContain(token, Encoding.UTF8.GetString((await KeptAsync(agent))[0].Content!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ApiTokenOfAnAdminInsteadOfAServiceToken_NoWayIn()
    {
        using var client = await app.ClientAsync(Roles.Admin);
        using var post = await client.PostAsync(new Uri(Path, UriKind.Relative), new StringContent(Body("501")));
        Assert.Equal(HttpStatusCode.Unauthorized, post.StatusCode);
    }
}
