using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Events;
using Supervisor.Tests.History;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.History;
using Supervisor.Web.Features.Schedules;
using Supervisor.Web.Features.Statistics;
using Supervisor.Web.Notices;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Schedules;

/// <summary>A store with events, a clock that stands still, and a scheduler that can be started as often as an app is.</summary>
internal sealed class ScheduleSite : IAsyncDisposable
{
    public static readonly Actor Mia = new("mia", false, MayReadHistory: true);

    private readonly TempStore _temp;
    private ExportScheduler? _scheduler;

    private ScheduleSite(TempStore temp, DateTimeOffset now)
    {
        (_temp, Clock) = (temp, new ManualTimeProvider(now));
        var audit = new AuditTrail(temp.Contexts, Clock);
        Schedules = new ScheduleStore(temp.Contexts);
        Commands = new ScheduleCommands(temp.Contexts, Schedules, audit, Clock);
        Run = new ScheduledRun(
            temp.Exporter(Clock), new ExportTables(temp.Intervals(Clock), temp.Roster(Clock), Clock), new StatisticsQueries(temp.Intervals(Clock), temp.Roster(Clock), Clock), temp.Directory, Options.Create(new HistoryOptions()), audit, NullLogger<ScheduledRun>.Instance);
        Scheduler = () => new ExportScheduler(Schedules, Run, audit, Board, Clock, Log.For<ExportScheduler>());
    }

    public ManualTimeProvider Clock { get; }

    public ScheduleStore Schedules { get; }

    public ScheduleCommands Commands { get; }

    public ScheduledRun Run { get; }

    public NoticeBoard Board { get; } = new();

    public LogLines Log { get; } = new();

    public string Exports => _temp.PathOf("exports");

    /// <summary>Names of the whole files.</summary>
    public IEnumerable<string> Files => Directory.Exists(Exports) ? Directory.EnumerateFiles(Exports).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal) : [];

    private Func<ExportScheduler> Scheduler { get; }

    public static async Task<ScheduleSite> CreateAsync(DateTimeOffset now) => new(await TempStore.CreateAsync(), now);

    public void Append(params ReadOnlySpan<DateTimeOffset> received)
    {
        var events = new List<ObservedEvent>();
        foreach (var time in received) events.Add(TempStore.Event(events.Count + 1) with { ReceivedAt = time });
        _temp.Append(events);
    }

    public Web.Persistence.SupervisorDb Open() => _temp.Open();

    public async Task StartAsync()
    {
        _scheduler = Scheduler();
        await _scheduler.StartAsync(default);
        await LookedAsync();
    }

    public async Task StopAsync()
    {
        if (_scheduler is null) return;
        await _scheduler.StopAsync(default);
        _scheduler.Dispose();
        _scheduler = null;
    }

    /// <summary>Lets time pass in steps in which the scheduler looks each time.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan step)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            Clock.Advance(step);
            await LookedAsync();
        }
    }

    public async Task<ExportSchedule> OneAsync() => Assert.Single(await Schedules.AllAsync(default));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _temp.Dispose();
    }

    private Task LookedAsync() => Eventually.IsTrueAsync(() => Clock.ArmedTimers == 1, "the scheduler waits again");
}
