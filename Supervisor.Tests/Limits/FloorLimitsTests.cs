using Supervisor.Domain.Agents;
using Supervisor.Domain.Limits;
using Supervisor.Web.Features.Limits;

namespace Supervisor.Tests.Limits;

public sealed class FloorLimitsTests
{
    private static readonly FloorLimits Site = new(new Dictionary<LimitScope, StateLimit>
    {
        [new(AgentState.Rest, "", "")] = StateLimit.Seconds(1, 2),
        [new(AgentState.Rest, "Sales", "")] = StateLimit.Seconds(3, 4),
        [new(AgentState.Rest, "", "2")] = StateLimit.Seconds(5, 6),
        [new(AgentState.Rest, "Sales", "2")] = StateLimit.Seconds(7, 8),
        [new(AgentState.Idle, "Sales", "")] = StateLimit.Seconds(9, 10),
    });

    [Theory]
    [InlineData(AgentState.Rest, null, "Billing", 1)]
    [InlineData(AgentState.Rest, "9", "Billing", 1)]
    [InlineData(AgentState.Rest, "9", "Sales", 3)]
    [InlineData(AgentState.Rest, "2", "Billing", 5)]
    [InlineData(AgentState.Rest, "2", "Sales", 7)]
    [InlineData(AgentState.Busy, "2", "Sales", 300)]
    [InlineData(AgentState.Idle, "2", "Sales", 9)]
    public void Of_SeveralFit_TheMostSpecificHolds(AgentState state, string? reason, string team, int warning) =>
        Assert.Equal(warning, Site.Of(state, reason, team)!.Warning.TotalSeconds);

    [Fact]
    public void Of_NothingSet_IdleAndSignedOutHaveNoLimit()
    {
        Assert.Null(FloorLimits.Default.Of(AgentState.Idle, null, ""));
        Assert.Null(FloorLimits.Default.Of(AgentState.SignedOut, null, ""));
        Assert.Equal(StateLimit.Seconds(15, 25), FloorLimits.Default.Of(AgentState.Ringing, null, ""));
    }

    [Theory]
    [InlineData("1:30", 90)]
    [InlineData("90", 90)]
    [InlineData("1:00:00", 3600)]
    [InlineData(" 15:00 ", 900)]
    [InlineData("1:60", null)]
    [InlineData("1:5", null)]
    [InlineData("-5", null)]
    [InlineData("1:2:3:4", null)]
    [InlineData("abc", null)]
    [InlineData("", null)]
    public void Parse_Text_IsSecondsOrNothing(string text, int? seconds) => Assert.Equal(seconds, LimitText.Parse(text));

    [Fact]
    public void Check_EverythingWrong_AllErrorsAtOnce()
    {
        var (errors, rule) = new LimitForm { State = AgentState.Talking, Reason = "2", Team = new string('x', 200), Warning = "0", Alarm = "24:00:01" }.Check();
        Assert.Null(rule);
        Assert.Equal(["reason", "team", "warning", "alarm"], errors.Select(error => error.Field));
    }

    [Theory]
    [InlineData("1:00", "1:00")]
    [InlineData("2:00", "1:00")]
    public void Check_AlarmNotAfterWarning_IsRefused(string warning, string alarm) =>
        Assert.Equal(["alarm"], new LimitForm { State = AgentState.Rest, Warning = warning, Alarm = alarm }.Check().Errors.Select(error => error.Field));
}
