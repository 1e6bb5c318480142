using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Supervisor.Domain.Events;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.History;

public sealed class FilterTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly EventFilter Full = new()
    {
        Gateway = "north & south",
        Agents = ["291", "292"],
        Types = ["AgentState_Ready", "中文"],
        From = new DateTimeOffset(2026, 11, 20, 14, 0, 0, TimeSpan.FromHours(1)),
        To = new DateTimeOffset(2026, 11, 20, 15, 0, 0, 500, TimeSpan.FromHours(1)),
        Origin = EventOrigin.Supervisor,
        Text = "取消 & \"more\"",
    };

    [Fact]
    public void Address_WrittenAndRead_SameFilter()
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var read = FilterAddress.Read(QueryHelpers.ParseQuery(FilterAddress.Write(Full)), problems);
        Assert.Empty(problems);
        Assert.Equal(FilterAddress.Write(Full), FilterAddress.Write(read));
        Assert.Equal((Full.From, Full.To, Full.Gateway, Full.Origin, Full.Text), (read.From, read.To, read.Gateway, read.Origin, read.Text));
        Assert.Equal(Full.Agents.AsEnumerable(), read.Agents);
        Assert.Equal("", FilterAddress.Write(EventFilter.Everything));
    }

    [Theory]
    [InlineData("2026-11-20T14:00:00+01:00", "2026-11-20T13:00:00Z")]
    [InlineData("2026-11-20T14:00", "2026-11-20T14:00:00Z")]
    [InlineData("2026-11-20", "2026-11-20T00:00:00Z")]
    [InlineData("2026-11-20T14:00:00.25Z", "2026-11-20T14:00:00.25Z")]
    [InlineData("20.11.2026", null)]
    [InlineData("14:00", null)]
    [InlineData("2026-11-20T14:00:00 01:00", null)] // a plus sign that the address has turned into a space
    public void IsoTime_Forms_ReadOrRefused(string text, string? expected) =>
        Assert.Equal(expected, IsoTime.TryParse(text, out var time) ? IsoTime.ForAddress(time) : null);

    [Fact]
    public void Form_ZoneOfTheBrowser_ThereAndBack()
    {
        var form = HistoryForm.Of(Full with { To = Full.From!.Value.AddHours(1) }, Berlin);
        Assert.Equal(("291, 292", "2026-11-20T14:00:00", "2026-11-20T15:00:00"), (form.Agents, form.From, form.To));
        form.Agents = " 291;292, 291 ";
        var filter = form.ToFilter(Berlin);
        Assert.Equal(["291", "292"], filter.Agents.AsEnumerable());
        Assert.Equal(Full.From, filter.From);
        Assert.Equal(Full.Text, filter.Text);
        form.Text = "  ";
        Assert.Null(form.ToFilter(Berlin).Text);
    }

    [Fact]
    public void Parts_OfAFilter_EachAloneAndWithout()
    {
        var parts = FilterPart.Of(Full).ToList();
        Assert.Equal([FilterKind.Agent, FilterKind.Agent, FilterKind.Gateway, FilterKind.Type, FilterKind.Type, FilterKind.From, FilterKind.To, FilterKind.Origin, FilterKind.Text], parts.Select(part => part.Kind));
        Assert.Equal("agent=291", FilterAddress.Write(parts[0].Alone));
        Assert.Equal(["292"], parts[0].Without.Agents.AsEnumerable());
        Assert.All(parts, part => Assert.DoesNotContain(FilterPart.Of(part.Without), other => other.Kind == part.Kind && other.Value == part.Value));
    }

    [Fact]
    public void Content_HiddenAndTurningCharacters_MadeVisible()
    {
        var (text, cut) = ContentText.Of(Encoding.UTF8.GetBytes("a\u202Eb\u0000c\u200Bd\n中"), 100);
        Assert.Equal("a\\u202Eb\\u0000c\\u200Bd\n中", text);
        Assert.False(cut);
        Assert.Equal(("xxx", true), ContentText.Of(Encoding.UTF8.GetBytes(new string('x', 50)), 3));
    }
}
