using Supervisor.Domain.Agents;
using Supervisor.Domain.Limits;
using Supervisor.Tests.Security;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Limits;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Limits;

public sealed class LimitCommandsTests : IAsyncLifetime
{
    private static readonly Actor Sue = new("sue", false) { MaySetFloor = true };
    private readonly PeopleFixture _people = new();

    private LimitCommands Commands => _people.Get<LimitCommands>();

    private LimitBook Book => _people.Get<LimitBook>();

    public Task InitializeAsync() => _people.InitializeAsync();

    public Task DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task SetAsync_Twice_HoldsAtOnceAndIsAudited()
    {
        var before = Book.Current;
        Assert.True((await Commands.SetAsync(Lunch("40:00", "50:00"), Sue, default)).IsDone);
        Assert.NotSame(before, Book.Current);
        Assert.Equal(StateLimit.Seconds(2400, 3000), Book.Current.Of(AgentState.Rest, "2", "Sales"));

        Assert.True((await Commands.SetAsync(Lunch("30:00", "50:00"), Sue, default)).IsDone);
        Assert.Equal(1800, Assert.Single(await Book.RulesAsync(default)).WarningSeconds);
        Assert.Contains(await _people.AuditAsync(), x => x is { Actor: "sue", Action: "limit.set", Target: "Rest, reason 2", Detail: "30:00 / 50:00, was 40:00 / 50:00" });
    }

    [Fact]
    public async Task RemoveAsync_Rule_TheDefaultHoldsAgain()
    {
        await Commands.SetAsync(Lunch("40:00", "50:00"), Sue, default);
        Assert.True((await Commands.RemoveAsync((await Book.RulesAsync(default))[0].Id, Sue, default)).IsDone);
        Assert.Equal(FloorLimits.Defaults[AgentState.Rest], Book.Current.Of(AgentState.Rest, "2", ""));
        Assert.Equal(OutcomeKind.NotFound, (await Commands.RemoveAsync(1, Sue, default)).Kind);
    }

    [Fact]
    public async Task Commands_SomebodyWhoMayNot_AreForbidden()
    {
        Assert.Equal(OutcomeKind.Forbidden, (await Commands.SetAsync(Lunch("40:00", "50:00"), PeopleFixture.Nobody, default)).Kind);
        Assert.Equal(OutcomeKind.Forbidden, (await Commands.RemoveAsync(1, PeopleFixture.Nobody, default)).Kind);
        Assert.Empty(await Book.RulesAsync(default));
    }

    [Fact]
    public async Task StartAsync_AfterARestart_WhatWasSetHolds()
    {
        await Commands.SetAsync(Lunch("40:00", "50:00"), Sue, default);
        await _people.RestartAsync();
        await Book.StartAsync(default);
        Assert.Equal(StateLimit.Seconds(2400, 3000), Book.Current.Of(AgentState.Rest, "2", ""));
    }

    private static LimitForm Lunch(string warning, string alarm) => new() { State = AgentState.Rest, Reason = "2", Warning = warning, Alarm = alarm };
}
