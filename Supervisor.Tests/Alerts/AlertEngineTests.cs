using Supervisor.Domain.Agents;
using Supervisor.Domain.Alerts;
using Supervisor.Domain.Events;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Alerts;

public sealed class AlertEngineTests : IAsyncLifetime
{
    private AlertSite _site = null!;

    public async Task InitializeAsync() => _site = await AlertSite.CreateAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Alert_StateLastsAndEnds_IsRaisedOnItsTimeAndEndsWithTheState()
    {
        await _site.AddAsync(AlertSite.Rule());
        await _site.StartAsync();
        _site.Put(291, AgentState.Rest);
        await ArmedAsync();
        _site.Clock.Advance(TimeSpan.FromSeconds(601));
        var raised = await _site.OneAsync(alert => alert.EndedAt is null, "the alert is raised");
        Assert.Equal(("Long rest", "Agent 291", "Sales", AgentState.Rest, TempStore.Noon), (raised.Rule, raised.AgentName, raised.Team, raised.State, raised.Since));
        Assert.InRange(raised.RaisedAt, TempStore.Noon.AddSeconds(600), TempStore.Noon.AddSeconds(601));
        _site.Put(291, AgentState.Idle, TempStore.Noon.AddSeconds(751));
        Assert.Equal(TempStore.Noon.AddSeconds(751), (await _site.OneAsync(alert => alert.EndedAt is not null, "the alert ends")).EndedAt);
    }

    [Fact]
    public async Task Alert_RuleIsAddedWhileTheStateIsOn_IsRaisedAtOnce()
    {
        await _site.StartAsync();
        _site.Put(291, AgentState.Rest, TempStore.Noon.AddHours(-1));
        await _site.AddAsync(AlertSite.Rule());
        await _site.OneAsync(alert => alert.Since == TempStore.Noon.AddHours(-1), "the alert is raised");
    }

    /// <summary>The history knows the rest from before the restart; the new session only knows since when it has asked.</summary>
    [Fact]
    public async Task Restart_StayGoesOn_IsNotRaisedAgainAndEndsLater()
    {
        await _site.AddAsync(AlertSite.Rule());
        Append(1, 0, new AgentEvent.StateEntered(AgentState.Rest), "AgentState_SetRest_Success");
        await _site.StartAsync();
        _site.Put(291, AgentState.Rest);
        await ArmedAsync();
        _site.Clock.Advance(TimeSpan.FromSeconds(650));
        var before = await _site.OneAsync(alert => alert.EndedAt is null, "the alert is raised");
        await _site.StopAsync();
        _site.Clock.Advance(TimeSpan.FromSeconds(60));
        _site.LastSeen = TempStore.Noon.AddSeconds(650);
        await using (var db = _site.Temp.Open())
        {
            if (db.RunMarks.Find(1) is { } mark) mark.AliveAt = TempStore.Noon.AddSeconds(650);
            else db.RunMarks.Add(new RunMark { Id = 1, AliveAt = TempStore.Noon.AddSeconds(650) });
            await db.SaveChangesAsync();
        }

        await _site.StartAsync();
        _site.Put(291, AgentState.Unknown);
        _site.Clock.Advance(TimeSpan.FromSeconds(5));
        await _site.OneAsync(alert => alert.EndedAt is not null, "the alert ends while nothing is known");
        _site.Put(291, AgentState.Rest);
        await _site.OneAsync(alert => alert.EndedAt is null, "the alert goes on");
        _site.Clock.Advance(TimeSpan.FromHours(2));
        _site.Put(291, AgentState.Idle);
        var after = await _site.OneAsync(alert => alert.EndedAt is not null, "the alert ends");
        Assert.Equal((before.Id, before.Since), (after.Id, after.Since));
        Assert.Single(_site.Feed.Current.Newest);
    }

    /// <summary>The engine settles with the first picture, before it is on the disk that nobody was there.</summary>
    [Fact]
    public async Task Restart_LongDowntimeThatTheHistoryDoesNotTellYet_IsANewStay()
    {
        await _site.AddAsync(AlertSite.Rule());
        var unknown = AlertSite.Rule("Unknown", after: 0);
        unknown.States = "unknown";
        await _site.AddAsync(unknown);
        Append(1, 0, new AgentEvent.StateEntered(AgentState.Rest), "AgentState_SetRest_Success");
        _site.LastSeen = TempStore.Noon.AddMinutes(5);
        _site.Clock.Advance(TimeSpan.FromHours(3));
        var back = _site.Clock.GetUtcNow();
        await using (var db = _site.Temp.Open())
        {
            db.RunMarks.Add(new RunMark { Id = 1, AliveAt = back });
            await db.SaveChangesAsync();
        }

        await _site.StartAsync();
        _site.Put(291, AgentState.Unknown);
        Assert.Equal(_site.LastSeen, (await _site.OneAsync(alert => alert.Rule == "Unknown", "nobody was there")).Since);
        _site.Put(291, AgentState.Rest, back.AddSeconds(5));
        await _site.OneAsync(alert => alert.Rule == "Unknown" && alert.EndedAt is not null, "the rest is seen");
        await ArmedAsync();
        _site.Clock.Advance(TimeSpan.FromSeconds(610));
        Assert.Equal(back.AddSeconds(5), (await _site.OneAsync(alert => alert.Rule == "Long rest", "the rest is too long")).Since);
    }

    [Fact]
    public async Task Restart_StateHasChangedMeanwhile_AlertOfBeforeEnds()
    {
        await _site.AddAsync(AlertSite.Rule(after: 0));
        await _site.StartAsync();
        _site.Put(291, AgentState.Rest);
        await _site.OneAsync(alert => alert.EndedAt is null, "the alert is raised");
        await _site.StopAsync();
        _site.Clock.Advance(TimeSpan.FromHours(1));
        _site.Put(291, AgentState.Idle);
        await _site.StartAsync();
        await _site.OneAsync(alert => alert.EndedAt is not null, "the alert has ended");
    }

    [Fact]
    public async Task Snooze_TimeIsOver_BellsHearOfIt()
    {
        await _site.AddAsync(AlertSite.Rule(after: 0));
        await _site.StartAsync();
        _site.Put(291, AgentState.Rest);
        var raised = await _site.OneAsync(alert => alert.EndedAt is null, "the alert is raised");
        var until = _site.Clock.GetUtcNow().AddMinutes(5);
        await using (var db = _site.Temp.Open())
        {
            db.Alerts.Find(raised.Id)!.SnoozedUntil = until;
            await db.SaveChangesAsync();
        }

        _site.Store.AlertsChanged.Raise();
        await _site.OneAsync(alert => alert.SnoozedUntil == until, "the alert is put off");
        Assert.Empty(_site.Feed.Current.Unread(_ => false, raised.RaisedAt, _site.Clock.GetUtcNow()));
        var revision = _site.Feed.Current.Revision;
        await ArmedAsync();
        _site.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(2));
        await Eventually.IsTrueAsync(() => _site.Feed.Current.Revision > revision, "the bells hear of it");
        Assert.Single(_site.Feed.Current.Unread(_ => false, raised.RaisedAt, _site.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Storm_ManyAgentsAtOnce_OneMessagePerReceiver()
    {
        var rule = AlertSite.Rule(after: 0);
        rule.Mails = "a@example.org\nb@example.org";
        await _site.AddAsync(rule);
        await _site.StartAsync();
        _site.Floor.Put(Enumerable.Range(1000, 300).Select(number => Floor.People.Agent(number, AgentState.Rest, TempStore.Noon)));
        await Eventually.IsTrueAsync(() => _site.Feed.Current.Newest.Length == 200, "the alerts are raised");
        var messages = await _site.Outbox.NewestAsync(10, default);
        Assert.Equal(2, messages.Count);
        Assert.All(messages, message => Assert.Equal(300, message.Alerts.Split(',').Length));
    }

    /// <summary>The engine has seen what came and waits for its time.</summary>
    private Task ArmedAsync() => Eventually.IsTrueAsync(() => _site.Clock.ArmedTimers == 1, "the engine waits");

    private void Append(long sequence, int second, AgentEvent happened, string type) =>
        _site.Temp.Append([TempStore.Event(sequence, type: type, gateway: "main") with { ReceivedAt = TempStore.Noon.AddSeconds(second), Event = happened }]);
}
