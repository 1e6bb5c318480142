using Supervisor.Domain.Agents;
using Supervisor.Web.Realtime;

namespace Supervisor.Tests.Realtime;

public sealed class ChangeRingTests
{
    private readonly ChangeRing _ring = new(4);

    [Fact]
    public void Between_Remembered_IsEverybodyWhoChangedOnce()
    {
        Add(1, "1");
        Add(2, "2");
        Add(3, "2");
        Add(4, "3");
        Assert.Equal([Agent("2")], _ring.Between(1, 3)!);
        Assert.Equal([Agent("1"), Agent("2"), Agent("3")], _ring.Between(0, 4)!.Order());
        Assert.Empty(_ring.Between(4, 4)!);
    }

    [Fact]
    public void Between_LongerThanTheRing_IsNotKnown()
    {
        for (var revision = 1; revision <= 6; revision++) Add(revision, $"{revision}");
        Assert.Null(_ring.Between(1, 6));
        Assert.Equal(4, _ring.Between(2, 6)!.Count);
    }

    [Fact]
    public void Between_WithAChangeOfAnybody_IsNotKnown()
    {
        Add(1, "1");
        _ring.Add(2, null);
        Add(3, "3");
        Assert.Null(_ring.Between(0, 3));
        Assert.Equal([Agent("3")], _ring.Between(2, 3)!);
    }

    [Fact]
    public void Between_AcrossAMissedRevision_IsNotKnown()
    {
        Add(1, "1");
        Add(3, "3");
        Assert.Null(_ring.Between(0, 3));
        Assert.Null(_ring.Between(1, 3));
        Assert.Equal([Agent("3")], _ring.Between(2, 3)!);
    }

    [Fact]
    public void Between_PicturesThatItHasNotHeardOf_IsNotKnown() => Assert.Null(_ring.Between(0, 1));

    private void Add(long revision, string agent) => _ring.Add(revision, Agent(agent));

    private static AgentId Agent(string workNo) => new("g", workNo);
}
