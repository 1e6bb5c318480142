using System.Globalization;
using Microsoft.AspNetCore.Components;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Schedules;

/// <summary>The exports that run by themselves, and how their last runs ended.</summary>
public sealed partial class SchedulesPage
{
    private IReadOnlyList<ExportSchedule>? _rows;
    private ILookup<int, ScheduleFile> _files = Array.Empty<ScheduleFile>().ToLookup(_ => 0);
    private Panel _open;
    private ExportSchedule? _chosen;
    private ScheduleForm _form = new();

    private enum Panel
    {
        None,
        Edit,
        Remove,
    }

    [Inject] private ScheduleStore Store { get; set; } = default!;

    [Inject] private ScheduleCommands Commands { get; set; } = default!;

    [Inject] private ScheduledRun Run { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    /// <inheritdoc />
    protected override void OnInitialized() => _ = FollowAsync();

    private static string StateClass(ExportSchedule row) => row.State switch { ScheduleState.Done => "good", ScheduleState.Failed => "bad", ScheduleState.Retrying => "warn", _ => "" };

    private static string FormatOf(ExportSchedule row) => ExportFormat.Find(row.Format)?.Title ?? row.Format;

    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                var changed = Store.Changed;
                _rows = await Store.AllAsync(Gone);
                _files = _rows.SelectMany(row => Run.FilesOf(row), (row, file) => (row.Id, file)).ToLookup(one => one.Id, one => one.file);
                StateHasChanged();
                await changed.WaitAsync(Gone);
            }
        }
        catch (OperationCanceledException)
        {
            // the page was left
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private string FilterOf(ExportSchedule row)
    {
        var parts = FilterPart.Of(ScheduleRules.FilterOf(row)).Select(part => part.Kind switch
        {
            FilterKind.Agent => L["agent {0}", part.Value].Value,
            FilterKind.Gateway => L["gateway {0}", part.Value],
            _ => L["type {0}", part.Value],
        });
        return string.Join(", ", parts) is { Length: > 0 } words ? words : L["all events"];
    }

    private string DaysOf(ExportSchedule row) => row switch
    {
        { DayOfMonth: { } day } => L["day {0} of the month", day],
        { Weekdays: 0b111_1111 } => L["every day"],
        _ => string.Join(", ", ScheduleWords.Week.Where(day => (row.Weekdays >> (int)day & 1) == 1).Select(day => L[ScheduleWords.Short(day)].Value)),
    };

    private string NextOf(ExportSchedule row) => !row.Enabled ? L["Switched off"]
        : row is { State: ScheduleState.Retrying, NextTryAt: { } again } ? L["again {0}", Clock(again)]
        : ScheduleRules.NextOf(row, Time.GetUtcNow()) is { } next ? Clock(next) : L["Never"];

    private string Clock(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Zone).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.CurrentCulture);

    private void Edit(ExportSchedule? row) => (_open, _chosen, _form, Errors, Said) = (Panel.Edit, row, row is null ? new ScheduleForm { Zone = Zone.Id } : ScheduleForm.Of(row), [], "");

    private void Close() => (_open, Errors) = (Panel.None, []);

    private async Task SaveAsync()
    {
        var actor = await ActorAsync();
        var outcome = _chosen is null ? await Commands.AddAsync(_form, actor, Gone) : await Commands.UpdateAsync(_chosen.Id, _form, actor, Gone);
        if (Took(outcome, L["{0} is saved.", _form.Name])) Close();
    }

    private Task ToggleAsync(ExportSchedule row) =>
        DoAsync((id, actor, gone) => Commands.SetEnabledAsync(id, !row.Enabled, actor, gone), row, row.Enabled ? L["{0} is switched off.", row.Name] : L["{0} is switched on.", row.Name]);

    private Task AcknowledgeAsync(ExportSchedule row) => DoAsync(Commands.AcknowledgeAsync, row, "");

    private Task RunAsync(ExportSchedule row) => DoAsync(Commands.RunAsync, row, L["{0} runs.", row.Name]);

    private Task RemoveAsync(ExportSchedule row) => DoAsync(Commands.RemoveAsync, row, L["{0} is removed.", row.Name]);

    private async Task DoAsync(Func<int, Actor, CancellationToken, Task<Outcome>> command, ExportSchedule row, string done)
    {
        var outcome = await command(row.Id, await ActorAsync(), Gone);
        Close();
        Took(outcome, done);
    }
}
