using Supervisor.Domain.Sessions;
using Supervisor.Web.Observability;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Observability;

public sealed class HealthReportTests
{
    [Fact]
    public void Connections_RoomAndPorts_AreGood() => Assert.Equal(HealthLevel.Good, HealthReport.Connections(0, null).Level);

    [Fact]
    public void Connections_NeitherRoomNorPorts_TellsBoth()
    {
        var finding = HealthReport.Connections(7, "Room for 80 of 120 sessions.");
        Assert.Equal(HealthLevel.Warning, finding.Level);
        Assert.StartsWith("7 sessions find no local port or file descriptor.", finding.Says, StringComparison.Ordinal);
        Assert.EndsWith(" Room for 80 of 120 sessions.", finding.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SessionPhase.Live, 0)]
    [InlineData(SessionPhase.SigningIn, 0)]
    [InlineData(SessionPhase.Waiting, 1)]
    [InlineData(SessionPhase.Rejected, 1)]
    [InlineData(SessionPhase.Occupied, 1)]
    public void Gateways_EachPhase_WhoIsNotWatchedIsCounted(SessionPhase phase, int away)
    {
        var finding = HealthReport.Gateways(SessionCounts.Of([SessionState.Initial with { Phase = phase }, SessionState.Initial with { Phase = SessionPhase.Live }]));

        Assert.Equal(away == 0 ? HealthLevel.Good : HealthLevel.Warning, finding.Level);
        if (away > 0) Assert.StartsWith("1 of 2 sessions", finding.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Bad")]
    [InlineData(2, "Good")]
    [InlineData(31, "Warning")]
    public void Pool_ComparedSoLongAgo_IsToldWhenItIsTooLong(int? seconds, string level) =>
        Assert.Equal(Enum.Parse<HealthLevel>(level), HealthReport.Pool(seconds is { } some ? TimeSpan.FromSeconds(some) : null).Level);

    [Theory]
    [InlineData(0, null, "Good")]
    [InlineData(5, null, "Good")]
    [InlineData(31, null, "Warning")]
    [InlineData(61, null, "Bad")]
    [InlineData(1, "the disk is full", "Bad")]
    public void History_DiskThatDoesNotAnswer_IsToldByTheTime(int seconds, string? fault, string level) =>
        Assert.Equal(Enum.Parse<HealthLevel>(level), HealthReport.History(new EventWriterHealth(3, null, fault, false, 0), TimeSpan.FromSeconds(seconds)).Level);
}
