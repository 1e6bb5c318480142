using Supervisor.Web.Features.Floor;

namespace Supervisor.Tests.Floor;

public sealed class FloorLayoutTests
{
    private static GridColumn Column(string id) => GridColumn.Find(id)!;

    private static string Ids(FloorLayout layout) => string.Join(' ', layout.Columns.Select(column => column.Id));

    [Fact]
    public void Parse_Written_IsTheSame()
    {
        var layout = FloorLayout.Default.Toggle(Column("team")).Move(Column("call"), 1).With(isCompact: true);
        Assert.True(FloorLayout.Parse(layout.ToString())!.IsSame(layout));
        Assert.StartsWith("dot agent state time login call", Ids(layout), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"columns":["team","nonsense",null,"team","agent"],"density":"huge"}""", "dot agent state team")]
    [InlineData("""{"columns":[]}""", "dot agent state")]
    [InlineData("""{"density":"compact"}""", null)]
    [InlineData("[1]", null)]
    [InlineData("{", null)]
    [InlineData("", null)]
    public void Parse_OtherText_KeepsWhatItKnows(string json, string? expected) => Assert.Equal(expected, FloorLayout.Parse(json) is { } layout ? Ids(layout) : null);

    [Fact]
    public void Toggle_HiddenColumn_ComesBackToItsPlace() =>
        Assert.Equal(Ids(FloorLayout.Default), Ids(FloorLayout.Default.Toggle(Column("call")).Toggle(Column("call"))));

    [Fact]
    public void Move_BeyondTheEnds_ChangesNothing()
    {
        Assert.True(FloorLayout.Default.Move(Column("time"), -1).IsSame(FloorLayout.Default));
        Assert.True(FloorLayout.Default.Move(Column("occupancy"), 1).IsSame(FloorLayout.Default));
        Assert.True(FloorLayout.Default.Move(Column("agent"), 1).IsSame(FloorLayout.Default));
    }
}
