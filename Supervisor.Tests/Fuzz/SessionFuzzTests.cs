using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Security;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Fuzz;

/// <summary>
/// The whole app over real HTTP, with agents that poll and agents that are pushed to. One of either gets nothing but mutated answers for a while:
/// it recovers, nobody else notices, and no secret gets anywhere.
/// </summary>
public sealed class SessionFuzzTests
{
    private const int Seed = 20261121;
    private const int Attacks = 4_000;
    private const int Events = 200;
    private const string Poll = "polled", Push = "pushed";

    private static readonly AgentId[] Hit = [new(Poll, FuzzedSite.Polled), new(Push, FuzzedSite.Pushed)];
    private static readonly AgentId[] Others = [.. Enumerable.Range(102, 10).Select(id => Agent(Poll, id)), .. Enumerable.Range(202, 10).Select(id => Agent(Push, id))];

    private readonly ConcurrentQueue<(AgentId Agent, SessionPhase Phase, string? Code)> _moves = new();

    [Fact]
    public async Task Answers_MutatedForTwoAgents_LoseNoOtherSessionNoEventAndNoSecret()
    {
        using var logs = new LogCapture();
        await using var gateway = new FuzzedSite(Seed);
        await using var app = Start(gateway, logs);
        var pool = app.Services.GetRequiredService<ISessionPool>();
        await ImportAsync(app);
        await Eventually.IsTrueAsync(() => AllLive(pool) && Hit.Concat(Others).All(agent => _moves.Contains((agent, SessionPhase.Live, null))), "everybody is live");
        _moves.Clear();

        gateway.Attacks = gateway.Attacked + Attacks;
        var delivering = Task.WhenAll(Others.Select(agent => DeliverAsync(gateway, agent)));
        var pushing = PushRubbishAsync(gateway);
        for (var step = gateway.Attacked + 250; step < gateway.Attacks; step += 250)
            await Eventually.IsTrueAsync(() => Persevere(pool, gateway) && gateway.Attacked >= step, $"attack {step} of seed {Seed}");
        await delivering;
        await pushing;

        await Eventually.IsTrueAsync(() => Persevere(pool, gateway) && AllLive(pool), $"everybody is live again after seed {Seed}");
        // a connection that was broken for one may cost another who shares it a retry, and nothing else
        Assert.DoesNotContain(_moves, moved => Others.Contains(moved.Agent) && moved.Phase != SessionPhase.Live);
        Assert.All(Hit, agent => Assert.Contains(_moves, moved => moved.Agent == agent && moved.Phase == SessionPhase.Waiting));
        foreach (var agent in Hit) await DeliverAsync(gateway, agent);
        foreach (var agent in Others) await HasAllAsync(app, agent);
        foreach (var agent in Hit) await HasAllAsync(app, agent);

        Assert.DoesNotContain("a fault of Supervisor", logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", logs.Text, StringComparison.OrdinalIgnoreCase);
        foreach (var secret in Secrets(gateway)) Assert.DoesNotContain(secret, logs.Text, StringComparison.OrdinalIgnoreCase);
    }

    private static AgentId Agent(string gateway, int id) => new(gateway, id.ToString(CultureInfo.InvariantCulture));

    private static IEnumerable<string> Secrets(FuzzedSite gateway) => [Corpus.Password, .. gateway.Shown];

    private static bool AllLive(ISessionPool pool) => Hit.Concat(Others).All(agent => pool.Find(agent) is { State.Phase: SessionPhase.Live });

    // A person's part: a session that was rejected waits for one. And what a person sees must hold no secret.
    private static bool Persevere(ISessionPool pool, FuzzedSite gateway)
    {
        foreach (var agent in Hit)
        {
            if (pool.Find(agent) is not { } health) continue;
            if (health.State.Phase is SessionPhase.Rejected or SessionPhase.Occupied or SessionPhase.Waiting) pool.Retry(agent);
            var shown = $"{health} {health.Media}";
            foreach (var secret in Secrets(gateway)) Assert.DoesNotContain(secret, shown, StringComparison.OrdinalIgnoreCase);
            Assert.InRange(shown.Length, 0, 2_000);
        }

        return true;
    }

    // All along the attack; afterwards at once.
    private static async Task DeliverAsync(FuzzedSite gateway, AgentId agent)
    {
        for (var number = 0; number < Events; number++)
        {
            var due = gateway.Attacks - Attacks + (number * Attacks / Events);
            await Eventually.IsTrueAsync(() => gateway.Attacked >= due, $"attack {due}");
            if (agent.Gateway == Poll) gateway.Offer(agent.WorkNo, number);
            else Assert.Equal(200, await gateway.PushAsync(agent.WorkNo, [number]));
        }
    }

    // With the right token of the agent that is hit: taken or refused, never a fault.
    private static async Task PushRubbishAsync(FuzzedSite gateway)
    {
        for (var iteration = 0; iteration < 1_000; iteration++)
        {
            var body = new Mutator(Seed + 1, iteration).Body(Corpus.Pushes);
            var status = await gateway.PushAsync(FuzzedSite.Pushed, body);
            Assert.True(status is 200 or 400 or 401 or 404 or 503, $"{status} for {FuzzRun.Named(Seed + 1, iteration, body)}");
        }
    }

    // Once, in order, on the disk.
    private static async Task HasAllAsync(RunningApp app, AgentId agent)
    {
        var store = app.Services.GetRequiredService<EventStore>();
        List<int> kept = [];
        await Eventually.IsTrueAsync(async () =>
        {
            kept.Clear();
            await foreach (var row in store.ReadAsync(new EventFilter { Gateway = agent.Gateway, Agents = [agent.WorkNo], Origin = EventOrigin.Gateway }, default))
                if (FuzzedSite.Number(row.Content) is { } number) kept.Add(number);
            return kept.Count >= Events;
        }, $"the events of {agent}");
        Assert.Equal(Enumerable.Range(0, Events), kept);
    }

    private static async Task ImportAsync(RunningApp app)
    {
        foreach (var agent in Hit.Concat(Others))
        {
            var form = new CredentialForm { Gateway = agent.Gateway, AgentId = agent.WorkNo, PhoneNumber = "4" + agent.WorkNo, Password = Corpus.Password };
            Assert.True((await app.Services.GetRequiredService<CredentialCommands>().AddAsync(form, PeopleFixture.Admin, default)).IsDone);
        }
    }

    private RunningApp Start(FuzzedSite gateway, LogCapture logs)
    {
        var callback = new Uri($"http://127.0.0.1:{FreePort()}");
        var settings = new Dictionary<string, string>
        {
            ["Gateways:0:Name"] = Poll,
            ["Gateways:0:BaseUrl"] = new Uri(gateway.Origin, "/agentgateway/resource/").ToString(),
            ["Gateways:1:Name"] = Push,
            ["Gateways:1:BaseUrl"] = new Uri(gateway.Origin, "/agentgateway/resource/").ToString(),
            ["Gateways:1:Mode"] = "Push",
            ["Gateways:1:CallbackBaseUrl"] = callback.ToString(),
            ["Sessions:SignInsPerSecond"] = "1000",
        };
        return RunningApp.Start(settings, services =>
        {
            services.AddSingleton<ILoggerProvider>(logs);
            var made = services.Single(service => service.ServiceType == typeof(SessionSurroundings)).ImplementationFactory!;
            services.AddSingleton(provider =>
            {
                var around = (SessionSurroundings)made(provider);
                return around with { Beats = new Beats(new HurriedTime()), Post = (input, cancelled) => Seen(around.Post, input, cancelled) };
            });
        }, callback);
    }

    private ValueTask Seen(Func<FloorInput, CancellationToken, ValueTask> post, FloorInput input, CancellationToken cancelled)
    {
        if (input is FloorInput.Happened { Event: { Event: AgentEvent.SessionMoved moved } observed }) _moves.Enqueue((observed.Agent, moved.Session.Phase, moved.Session.LastCode));
        return post(input, cancelled);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
