using Supervisor.Domain.Agents;
using Supervisor.Web.Features.Floor;

namespace Supervisor.Tests.Floor;

public sealed class SelectionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeFloorFeed _feed = new();
    private readonly FloorBoard _board = new();

    public SelectionTests()
    {
        _feed.Put(Enumerable.Range(101, 5).Select(number => People.Agent(number, number == 103 ? AgentState.Talking : AgentState.Idle, Now.AddSeconds(number - 300))));
        _board.Accept(_feed.Current, Now);
    }

    private string Selected => string.Join(' ', _board.Selected.Select(row => row.Id.WorkNo));

    private FloorRow Row(int number) => _board.Find(new AgentId("main", number.ToString(System.Globalization.CultureInfo.InvariantCulture)))!;

    [Fact]
    public void Toggle_Rows_SelectedInTheOrderShown()
    {
        _board.Toggle(Row(104));
        _board.Toggle(Row(102));
        Assert.Equal("102 104", Selected);
        _board.Toggle(Row(104));
        Assert.Equal("102", Selected);
        Assert.True(Row(102).Selected);
        Assert.False(Row(104).Selected);
    }

    [Fact]
    public void SelectTo_Moving_ReplacesTheRangeFromItsBeginning()
    {
        _board.Toggle(Row(105));
        _board.EndRange();
        _board.SelectTo(Row(102), Row(103));
        _board.SelectTo(Row(103), Row(104));
        Assert.Equal("102 103 104", Selected);
        _board.SelectTo(Row(104), Row(101));
        Assert.Equal("101 102", Selected);
    }

    [Fact]
    public void Choose_FilterHidesSome_TheyAreNotSelectedAnyMore()
    {
        _board.SelectAll();
        _board.Choose(FloorFilter.None.Click(AgentState.Talking, add: false), FloorSort.Default, Now);
        Assert.Equal("103", Selected);
        _board.Choose(FloorFilter.None, FloorSort.Default, Now);
        Assert.Equal("103", Selected);
    }

    [Fact]
    public void Accept_SelectedAgentLeavesTheFloor_IsDropped()
    {
        _board.SelectAll();
        _feed.Remove(new AgentId("main", "102"));
        _board.Accept(_feed.Current, Now);
        Assert.Equal("101 103 104 105", Selected);
    }

    [Fact]
    public void Accept_SelectedAgentChanges_StaysSelectedInTheNewOrder()
    {
        _board.Toggle(Row(101));
        _board.Toggle(Row(105));
        _feed.Put(People.Agent(105, AgentState.Ringing, Now.AddSeconds(-30)));
        _board.Accept(_feed.Current, Now);
        Assert.Equal("105 101", Selected);
    }

    [Fact]
    public void ClearSelection_All_NobodyIsSelected()
    {
        _board.SelectAll();
        _board.ClearSelection();
        Assert.Empty(_board.Selected);
        Assert.All(_board.Shown, row => Assert.False(row.Selected));
    }
}
