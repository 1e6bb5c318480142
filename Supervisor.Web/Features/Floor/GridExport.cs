using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Supervisor.Domain.Agents;
using Supervisor.Web.Components;
using Supervisor.Web.Features.History;
using Supervisor.Web.Features.Limits;
using Supervisor.Web.Features.Today;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Features.Floor;

/// <summary>The grid as a CSV file: filter, order and columns of the page, times in seconds and ISO 8601. What is not known is an empty cell.</summary>
internal sealed class GridExport(IFloorFeed feed, ILimitBook limits, ITodayDesk today, TimeProvider time, IStringLocalizer<Words> words)
{
    /// <summary>The address' query for what is on the screen.</summary>
    public static string QueryOf(FloorChoice choice, FloorLayout layout, TimeZoneInfo zone) =>
        QueryHelpers.AddQueryString(choice.ToQuery(), new Dictionary<string, string?> { ["columns"] = string.Join('.', layout.Columns.Select(column => column.Id)), ["zone"] = zone.Id });

    /// <summary>The file, in UTF-8 with a byte order mark, as spreadsheets want it.</summary>
    public byte[] Write(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        var columns = FloorLayout.Default.With(values.GetValueOrDefault("columns").ToString().Split('.').Select(GridColumn.Find).OfType<GridColumn>()).Columns;
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(values.GetValueOrDefault("zone").ToString(), out var found) ? found : TimeZoneInfo.Utc;
        using var reader = today.Open(zone);
        var (board, now) = (new FloorBoard(), time.GetUtcNow());
        board.Take(limits.Current, reader.Current);
        board.Accept(feed.Current, now);
        board.Choose(FloorChoice.FromQuery(query), now);

        var output = new ArrayBufferWriter<byte>();
        var cells = new CsvCells(output);
        cells.ByteOrderMark();
        foreach (var title in columns.SelectMany(Titles)) cells.Cell(title);
        cells.EndRow();
        foreach (var row in board.Shown)
        {
            foreach (var cell in columns.SelectMany(column => Cells(column, row, now, zone))) cells.Cell(cell);
            cells.EndRow();
        }

        return output.WrittenSpan.ToArray();
    }

    private static IEnumerable<string> Titles(GridColumn column) => column.Id switch
    {
        "dot" => [],
        "agent" => ["name", "agentId"],
        "state" => ["state", "reason"],
        "time" => ["since", "secondsInState", "level"],
        "call" => ["callDirection", "callNumber", "callSeconds"],
        "login" => ["signedInAt"],
        "talk" or "wrapUp" or "rest" or "idle" => [column.Id + "SecondsToday"],
        "occupancy" or "coverage" => [column.Id + "PercentToday"],
        "calls" => ["callsToday"],
        _ => [column.Id],
    };

    private IEnumerable<string> Cells(GridColumn column, FloorRow row, DateTimeOffset now, TimeZoneInfo zone)
    {
        var agent = row.Snapshot;
        return column.Id switch
        {
            "dot" => [],
            "agent" => [agent.Profile.Name, agent.Id.WorkNo],
            "state" => [StateLook.Of(agent.State).Css, words.Reason(agent)],
            "time" => [Iso(agent.Since, zone), Seconds(now - agent.Since), row.Level switch { 2 => "alarm", 1 => "warning", _ => "" }],
            "call" => agent.Call is { } call ? [words.Direction(call.Direction), call.OtherParty ?? "", Seconds(now - (call.AnsweredAt ?? call.StartedAt))] : ["", "", ""],
            "login" => [agent.SignedInAt is { } login ? Iso(login, zone) : ""],
            "team" => [agent.Profile.Team],
            "gateway" => [agent.Id.Gateway],
            "session" => [words.Session(agent.Session.Phase)],
            "talk" => [Passed(row, AgentState.Talking, now)],
            "wrapUp" => [Passed(row, AgentState.WrapUp, now)],
            "rest" => [Passed(row, AgentState.Rest, now)],
            "idle" => [Passed(row, AgentState.Idle, now)],
            "calls" => [row.Today is { IsKnown: true } counted ? Number(counted.Done.Calls) : ""],
            "occupancy" => [row.Today?.OccupancyPercent is { } occupied ? Number(occupied) : ""],
            _ => [row.Today is { IsKnown: true } known ? Number(known.CoveragePercent) : ""],
        };
    }

    private static string Passed(FloorRow row, AgentState state, DateTimeOffset now) => row.Today is { IsKnown: true } today ? Seconds(today.Until(state, row.Snapshot, now)) : "";

    private static string Seconds(TimeSpan time) => Number((long)Math.Max(0, time.TotalSeconds));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
