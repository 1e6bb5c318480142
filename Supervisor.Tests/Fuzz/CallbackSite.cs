using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Security;
using Supervisor.Tests.Sessions;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Features.Tokens;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Fuzz;

/// <summary>The app on a real port, with callers that it knows: agents whose number is their token, and a subscription. Its gateway answers nothing.</summary>
internal sealed class CallbackSite : IAsyncDisposable
{
    public const string Gateway = "g1";
    public const string ResultToken = "resultToken1";

    private readonly RunningApp _app;

    public CallbackSite()
    {
        _app = RunningApp.Start(
            new Dictionary<string, string> { ["Gateways:0:Name"] = Gateway, ["Gateways:0:BaseUrl"] = "http://127.0.0.1:9/agentgateway/resource/" },
            services => services.AddSingleton<ILoggerProvider>(Logs));
        Http.BaseAddress = new Uri(_app.Address);
        Get<AcceptedTokens>().Accept(ResultToken, new SubscriptionSource(Gateway));
    }

    public LogCapture Logs { get; } = new();

    public HttpClient Http { get; } = new();

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async Task AddAsync(string agent)
    {
        await Get<CredentialCommands>().AddAsync(new CredentialForm { Gateway = Gateway, AgentId = agent, PhoneNumber = "6" + agent, Password = "x" }, PeopleFixture.Admin, default);
        var id = new AgentId(Gateway, agent);
        var plan = new AgentPlan(new AgentProfile(id, "", ""), new AgentCredential { AgentId = agent, PhoneNumber = "6" + agent }, new ScriptedGateway(), default);
        var (callers, keeper) = (Get<TokenTable<PushGrant>>(), Get<FloorKeeper>());
        callers.Accept(agent, new PushGrant(new PushFeed(id, callers, (sent, cancelled) =>
            keeper.PostAsync(new FloorInput.Happened(SessionEvents.FromGateway(plan, sent, TimeProvider.System.GetUtcNow())), cancelled))));
    }

    public Task<HttpResponseMessage> PostAsync(string path, byte[] body, string[] tokens, string contentType = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        foreach (var token in tokens) request.Headers.TryAddWithoutValidation(ServiceToken.Header, token);
        if (contentType.Length > 0) request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return Http.SendAsync(request);
    }

    /// <summary>A manager's client.</summary>
    public async Task<HttpClient> ReaderAsync()
    {
        var (_, token) = await Get<TokenCommands>().AddAsync("reader", Roles.Manager, PeopleFixture.Admin, default);
        var reader = new HttpClient { BaseAddress = Http.BaseAddress };
        reader.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return reader;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        Logs.Dispose();
    }
}
