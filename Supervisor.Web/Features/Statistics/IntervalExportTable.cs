using System.Runtime.CompilerServices;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.History;
using Supervisor.Web.Intervals;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Features.Statistics;

/// <summary>The state intervals of the agents of a filter as a table: by agent, and by time within it; the ends of the period cut them.</summary>
internal sealed class IntervalExportTable(IntervalStore intervals, AgentRoster roster, StatisticsRequest about, TimeProvider time) : IExportTable
{
    /// <summary>So much of one agent is in memory at once.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(31);

    public string Title => "Intervals";

    public string Content => "State intervals, by agent and time; the ends of the period cut them";

    public IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("gateway", 14), new("agentId", 12), new("name", 20), new("team", 16), new("from", 24), new("to", 24), new("seconds", 12), new("open", 8), new("state", 12), new("reason", 16),
        new("callId", 22), new("direction", 10), new("otherParty", 18), new("skill", 16), new("callBegins", 10), new("callAnswered", 12), new("notAnswered", 12), new("goesOn", 8), new("signedInAt", 24), new("sequence", 12),
    ];

    public async IAsyncEnumerable<ReadOnlyMemory<TableCell>> RowsAsync(ExportRequest request, IProgress<double> done, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var agents = (await roster.LoadAsync(cancellationToken)).Where(about.Wants).ToList();
        var (from, to) = (about.From, about.To < time.GetUtcNow() ? about.To : time.GetUtcNow());
        var cells = new TableCell[Columns.Count];
        for (var i = 0; i < agents.Count; i++)
        {
            await foreach (var interval in ReadAsync(agents[i], from, to, cancellationToken))
            {
                Fill(cells, agents[i], interval);
                yield return cells;
            }

            done.Report((i + 1.0) / agents.Count);
        }
    }

    private async IAsyncEnumerable<StateInterval> ReadAsync(RosterEntry agent, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var (begin, last) = (from, -1L); begin < to; begin += Window)
        {
            var end = begin + Window < to ? begin + Window : to;
            foreach (var interval in await intervals.ReadAsync(agent.Id, begin, end, cancellationToken))
            {
                if (interval.Sequence == last) continue; // reaches over from the window before
                last = interval.Sequence;
                yield return interval.Within(from, to);
            }
        }
    }

    private static void Fill(TableCell[] cells, RosterEntry agent, in StateInterval interval)
    {
        var i = 0;
        cells[i++] = agent.Id.Gateway;
        cells[i++] = agent.Id.WorkNo;
        cells[i++] = agent.Name;
        cells[i++] = agent.Team;
        cells[i++] = interval.From;
        cells[i++] = interval.To;
        cells[i++] = (decimal)interval.Length.Ticks / TimeSpan.TicksPerSecond;
        cells[i++] = interval.IsOpen;
        cells[i++] = FloorView.Spelt(interval.State);
        cells[i++] = interval.Reason;
        cells[i++] = interval.CallId;
        cells[i++] = interval.Direction == CallDirection.Unknown ? TableCell.None : FloorView.Spelt(interval.Direction);
        cells[i++] = interval.OtherParty;
        cells[i++] = interval.Skill;
        cells[i++] = interval.Marks.HasFlag(CallMarks.Begins);
        cells[i++] = interval.Marks.HasFlag(CallMarks.Answered);
        cells[i++] = interval.Marks.HasFlag(CallMarks.NotAnswered);
        cells[i++] = interval.Marks.HasFlag(CallMarks.GoesOn);
        cells[i++] = interval.SignedInAt;
        cells[i] = interval.Sequence;
    }
}
