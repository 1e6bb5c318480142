using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Supervisor.Domain.Events;
using Supervisor.Tests.History;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Statistics;

public sealed class StatisticsEndpointsTests
{
    // over and not known to anybody's clock as the future
    private static readonly DateTimeOffset Noon = new(2024, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Statistics_ByAgentPerHour_FiguresInSecondsWithCoverageAndFormulas()
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        app.Append(Day());
        var answer = await http.GetFromJsonAsync<JsonElement>("/api/v1/statistics?from=2024-11-20T13:00&to=2024-11-20T15:00&zone=Europe/Berlin&per=hour&explain=true");
        var items = answer.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["2024-11-20T13:00:00.000+01:00", "2024-11-20T14:00:00.000+01:00"], items.Select(item => item.GetProperty("period").GetProperty("from").GetString()));
        var hour = items[0];
        Assert.Equal(("demo", "291"), (hour.GetProperty("gateway").GetString(), hour.GetProperty("agentId").GetString()));
        Assert.Equal([3_000.25m, 10m, 289.75m, 0m, 1m, 1m, 1m], Numbers(hour, "idle", "ringing", "talking", "wrapUp", "callsIn", "answered", "talkEpisodes"));
        // nothing was heard of the agent in the first five minutes
        Assert.Equal([3_600m, 300m, 0.916666m, 0.088069m], Numbers(hour, "elapsed", "notKnown", "coverage", "occupancy").Select(number => Math.Round(number, 6)));
        Assert.Equal("289.75 / 1", hour.GetProperty("formulas").GetProperty("averageTalk").GetString());
        Assert.Equal(("episode", JsonValueKind.Null), (items[1].GetProperty("averagesPer").GetString(), items[1].GetProperty("averageTalk").ValueKind));
        Assert.Equal(("busy", "200"), (items[1].GetProperty("reasons")[0].GetProperty("state").GetString(), items[1].GetProperty("reasons")[0].GetProperty("reason").GetString()));
        Assert.Equal(7_200m, Numbers(answer.GetProperty("total"), "elapsed").Single());
        Assert.Contains("Ringing is not idle", answer.GetProperty("definitions").GetProperty("idle").GetProperty("definition").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statistics_BadParameters_ProblemThatNamesEachOne()
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        Assert.Equal(["by", "explain", "from", "gateway", "per", "teams", "to", "zone"], await ProblemsAsync(http, "/api/v1/statistics?from=yesterday&to=2024-13-01&zone=Mars&by=phone&per=minute&gateway=a&gateway=b&teams=x&explain=maybe"));
        Assert.Equal(["to"], await ProblemsAsync(http, "/api/v1/statistics?from=2024-11-20&to=2024-11-20"));
        Assert.Equal(["per"], await ProblemsAsync(http, "/api/v1/statistics?from=2000-01-01&to=2024-11-20&per=hour"));
    }

    [Fact]
    public async Task Intervals_ByCursor_EachOnceAndTheirSecondsAreThoseOfTheStatistics()
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        app.Append(Day());
        const string Range = "from=2024-11-20T12:10:00Z&to=2024-11-20T14:00:00Z&gateway=demo&agent=291";
        var items = new List<JsonElement>();
        for (var after = ""; ;)
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"/api/v1/intervals?{Range}&limit=2{after}");
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 1, 2);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("next").GetString() is not { } next) break;
            after = "&after=" + next;
        }

        Assert.Equal(["idle", "ringing", "talking", "busy"], items.Select(item => item.GetProperty("state").GetString()));
        Assert.Equal(("2024-11-20T12:10:00.000+00:00", false, "1-7", "inbound"), (items[0].GetProperty("from").GetString(), items[0].GetProperty("callBegins").GetBoolean(), items[1].GetProperty("callId").GetString(), items[1].GetProperty("direction").GetString()));
        Assert.Equal(items.Select(item => item.GetProperty("to").GetString()).SkipLast(1), items.Select(item => item.GetProperty("from").GetString()).Skip(1));
        var total = (await http.GetFromJsonAsync<JsonElement>($"/api/v1/statistics?{Range}")).GetProperty("total");
        foreach (var state in (string[])["idle", "ringing", "talking", "busy"])
            Assert.Equal(Numbers(total, state).Single(), items.Where(item => item.GetProperty("state").GetString() == state).Sum(item => item.GetProperty("seconds").GetDecimal()));
    }

    [Fact]
    public async Task Intervals_BadParametersOrNobody_Problem()
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        app.Append(Day());
        Assert.Equal(["after", "agent", "by", "from", "gateway", "limit"], await ProblemsAsync(http, "/api/v1/intervals?from=x&after=y&limit=0&by=team"));
        using var nobody = await http.GetAsync(new Uri("/api/v1/intervals?gateway=demo&agent=999", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (nobody.StatusCode, nobody.Content.Headers.ContentType?.MediaType));
        using var page = await http.GetAsync(new Uri("/api/v1/intervals?gateway=demo&agent=291&from=2020-01-01&to=2020-01-02", UriKind.Relative));
        Assert.Equal("""{"items":[],"next":null}""", await page.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/v1/statistics")]
    [InlineData("/api/v1/intervals?gateway=demo&agent=291")]
    public async Task Any_AsSupervisor_Refused(string address)
    {
        await using var app = new HistoryApp(Roles.Supervisor);
        using var http = app.CreateClient();
        using var response = await http.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static async Task<string[]> ProblemsAsync(HttpClient http, string address)
    {
        using var response = await http.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<decimal> Numbers(JsonElement item, params string[] names) => names.Select(name => item.GetProperty(name).GetDecimal());

    private static IEnumerable<ObservedEvent> Day() =>
    [
        Event(1, 300, "AgentState_Ready"),
        Event(2, 3_300.25, "AgentEvent_Ringing", """{"callid":"1-7","caller":"0755","feature":"0"}"""),
        Event(3, 3_310.25, "AgentEvent_Talking", """{"callid":"1-7","caller":"0755","feature":"0"}"""),
        Event(4, 3_900.5, "AgentState_SetNotReady_Success", """{"reason":"200"}"""),
    ];

    private static ObservedEvent Event(long sequence, double seconds, string type, string? content = null) => TempStore.Event(sequence, "291", type, content) with { ReceivedAt = Noon.AddSeconds(seconds) };
}
