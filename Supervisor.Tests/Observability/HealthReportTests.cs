using Supervisor.Web.Observability;

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
}
