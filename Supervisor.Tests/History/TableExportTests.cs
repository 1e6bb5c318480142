using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Events;
using Supervisor.Domain.Statistics;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.History;
using Supervisor.Web.Features.Statistics;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.History;

/// <summary>State intervals and statistics as files.</summary>
public sealed class TableExportTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = TempStore.Noon;

    private readonly ManualTimeProvider _time = new(Noon.AddHours(2));
    private TempStore _store = null!;

    private StatisticsRequest About => new() { From = Noon.AddMinutes(-10), To = Noon.AddHours(1), Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata") };

    public async Task InitializeAsync()
    {
        _store = await TempStore.CreateAsync();
        _store.Append([
            At(1, 0, "AgentState_Ready"), At(2, 60, "AgentState_Busy"), At(3, 61, "AgentEvent_Ringing", """{"callid":"1-1","caller":"=1+1","called":"70001"}"""),
            At(4, 70, "AgentEvent_Talking", """{"callid":"1-1"}"""), At(5, 190, "AgentState_Work"), At(6, 200, "AgentState_SetNotReady_Success", """{"reason":"200"}"""),
            At(7, 210, "AgentState_Ready", agent: "292"), At(8, 220, "AgentState_Ready"),
        ]);
    }

    public Task DisposeAsync()
    {
        _store.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Intervals_AsCsv_AreCutToThePeriodAndSafeFromFormulas()
    {
        var (text, about) = await CsvAsync(Tables.Intervals(About with { Agents = ["291"], To = Noon.AddSeconds(100) }));
        var rows = CsvText.Parse(text);
        Assert.Equal(["from", "to", "seconds", "open", "state"], rows[0][4..9]);
        Assert.Equal(["idle 60", "ringing 10", "talking 30"], rows.Skip(1).Where(row => row[8] != "unknown").Select(row => $"{row[8]} {row[6]}"));
        Assert.Equal("2026-11-20T17:30:00.000+05:30", rows.First(row => row[8] == "idle")[4]);
        Assert.All(rows.Where(row => row[8] is "ringing" or "talking"), row => Assert.Equal(("1-1", "inbound", "'=1+1"), (row[10], row[11], row[12])));
        Assert.Equal("Intervals", about.Unit);
    }

    [Fact]
    public async Task Intervals_AsJsonLines_AddUpToTheStatistics()
    {
        var lines = (await TextAsync(Tables.Intervals(About) with { Format = ExportFormat.JsonLines })).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var statistic = await new StatisticsQueries(_store.Intervals(_time), _store.Roster(_time), _time).LoadAsync(About with { By = StatisticsBy.All }, default);
        foreach (var (state, time) in (List<(string, TimeSpan)>)[("talking", statistic.Total.Figures.Talking), ("idle", statistic.Total.Figures.Idle), ("busy", statistic.Total.Figures.Busy), ("wrapUp", statistic.Total.Figures.WrapUp)])
            Assert.Equal((decimal)time.TotalSeconds, lines.Where(line => line.GetProperty("state").GetString() == state).Sum(line => line.GetProperty("seconds").GetDecimal()));
        Assert.True(lines[^1].GetProperty("callBegins").ValueKind is JsonValueKind.False);
        Assert.Equal(statistic.Total.Figures.TalkEpisodes, lines.Count(line => line.GetProperty("state").GetString() == "talking" && !line.GetProperty("goesOn").GetBoolean()));
    }

    [Fact]
    public async Task Statistics_AsWorkbook_HasAColumnPerFigureAndSaysHowGoodTheStoreIs()
    {
        var about = About;
        var counted = await new StatisticsQueries(_store.Intervals(_time), _store.Roster(_time), _time).LoadAsync(about, default);
        var (bytes, _) = await BytesAsync(ExportTables.Statistics(about, counted) with { Format = ExportFormat.Xlsx });
        var workbook = Workbook.Read(bytes);
        var statements = workbook["About"].ToDictionary(row => row[0], row => row[1]);
        Assert.Contains("of the time of 2 agents in this period is known", statements["Coverage"], StringComparison.Ordinal);
        Assert.StartsWith("through event 8", statements["Sealed"], StringComparison.Ordinal);
        Assert.StartsWith("never", statements["Verified"], StringComparison.Ordinal);
        Assert.Equal("Statistics by agent per range; times in seconds, averages per answered call or per episode", statements["Content"]);
    }

    [Theory]
    [InlineData(null, "2 agents", null)]
    [InlineData("Sales", "1 agent in", "team Sales")]
    public async Task Facts_OfATeam_AreThoseOfItsAgentsAndNameIt(string? team, string agents, string? filter)
    {
        await ConfigureAsync("demo", disabled: false, "291", "Sales");

        var statements = await StatementsAsync(About with { Team = team });

        Assert.Contains(agents, statements["Coverage"], StringComparison.Ordinal);
        if (filter is not null) Assert.StartsWith(filter, statements["Filter"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 2)] // of a gateway that is watched: its time counts as not known
    [InlineData(true, 1)] // nobody is to watch it
    public async Task Facts_AgentOfWhomNothingIsKnown_CountsOnlyWhileItIsToBeWatched(bool disabled, int agents)
    {
        _store.Append([
            TempStore.Event(9, "293", "AgentState_Ready", gateway: "other") with { ReceivedAt = Noon.AddSeconds(230) },
            TempStore.Event(10, "293", SupervisorEventTypes.Gap, """{"cause":"not-watched"}""", "other") with { ReceivedAt = Noon.AddSeconds(240), Origin = EventOrigin.Supervisor },
            At(11, 600, "AgentState_Busy"),
        ]);
        await ConfigureAsync("other", disabled, "293");
        var about = About with { Agents = ["291", "293"], From = Noon.AddSeconds(300), To = Noon.AddSeconds(500) };

        var statements = await StatementsAsync(about);
        var counted = await new StatisticsQueries(_store.Intervals(_time), _store.Roster(_time), _time).LoadAsync(about, default);

        Assert.Equal(agents, counted.Agents);
        Assert.Contains($"of the time of {agents} agent", statements["Coverage"], StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"of {agents * (about.To - about.From).TotalHours:0.00} hours"), statements["Coverage"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_InAFile_HaveTheFactsBesideThem()
    {
        await new VerificationRecord(_store.Contexts, _time).KeepAsync(new ChainVerification(_store.Directory.Database, new Retention(new HistoryOptions(), _time.GetUtcNow())).Run(null, null, null, _ => { }, default), default);
        var target = _store.PathOf("events.csv");
        await ExportTarget.WriteAsync(_store.Exporter(_time), new ExportRequest { Filter = new EventFilter { From = Noon, To = Noon.AddMinutes(2) } }, target, () => throw new InvalidOperationException(), default);
        var about = await File.ReadAllTextAsync(target + ExportTarget.AboutSuffix);
        Assert.Contains("Coverage: ", about, StringComparison.Ordinal);
        Assert.Contains("Verified: 2026-11-20T14:00:00.000+00:00, through event 8: nothing was altered since it was stored", about, StringComparison.Ordinal);
    }

    private async Task<Dictionary<string, string>> StatementsAsync(StatisticsRequest about)
    {
        var counted = await new StatisticsQueries(_store.Intervals(_time), _store.Roster(_time), _time).LoadAsync(about, default);
        var (bytes, _) = await BytesAsync(ExportTables.Statistics(about, counted) with { Format = ExportFormat.Xlsx });
        return Workbook.Read(bytes)["About"].ToDictionary(row => row[0], row => row[1]);
    }

    private async Task ConfigureAsync(string gateway, bool disabled, string agent, string team = "")
    {
        await using var db = _store.Open();
        var configured = new ConfiguredGateway { Name = gateway, BaseUrl = "http://127.0.0.1/", Enabled = !disabled };
        configured.Agents.Add(new AgentCredential { AgentId = agent, PhoneNumber = "1", Team = team });
        db.Gateways.Add(configured);
        await db.SaveChangesAsync();
    }

    private ExportTables Tables => new(_store.Intervals(_time), _store.Roster(_time), _time);

    private async Task<(string Text, ExportAbout About)> CsvAsync(ExportRequest request) => await TextAsync(request);

    private async Task<(string Text, ExportAbout About)> TextAsync(ExportRequest request)
    {
        var (bytes, about) = await BytesAsync(request);
        return (Encoding.UTF8.GetString(bytes), about);
    }

    private async Task<(byte[] Bytes, ExportAbout About)> BytesAsync(ExportRequest request)
    {
        using var stream = new MemoryStream();
        var pipe = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        var about = await _store.Exporter(_time).WriteAsync(request, pipe, null, default);
        await pipe.CompleteAsync();
        return (stream.ToArray(), about);
    }

    private static Supervisor.Domain.Events.ObservedEvent At(long sequence, double seconds, string type, string? content = null, string agent = "291") =>
        TempStore.Event(sequence, agent, type, content) with { ReceivedAt = Noon.AddSeconds(seconds) };
}
