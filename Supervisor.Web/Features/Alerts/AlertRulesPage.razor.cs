using System.Globalization;
using Microsoft.AspNetCore.Components;
using Supervisor.Domain.Alerts;
using Supervisor.Web.Alerts;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Features.Schedules;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Alerts;

/// <summary>The rules by which alerts are raised.</summary>
public sealed partial class AlertRulesPage
{
    private IReadOnlyList<AlertRuleEntry>? _rows;
    private AlertChoices _choices = AlertChoices.None;
    private Panel _open;
    private AlertRuleEntry? _chosen;
    private AlertRuleForm _form = new();

    private enum Panel
    {
        None,
        Edit,
        Remove,
    }

    [Inject] private AlertStore Store { get; set; } = default!;

    [Inject] private AlertQueries Queries { get; set; } = default!;

    [Inject] private AlertRuleCommands Commands { get; set; } = default!;

    /// <inheritdoc />
    protected override void OnInitialized() => _ = FollowAsync();

    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                var changed = Store.RulesChanged.Next;
                _rows = await Store.RulesAsync(Gone);
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

    private async Task EditAsync(AlertRuleEntry? row)
    {
        _choices = await Queries.ChoicesAsync(Gone);
        (_open, _chosen, _form, Errors, Said) = (Panel.Edit, row, row is null ? new AlertRuleForm { Zone = Zone.Id } : AlertRuleForm.Of(row), [], "");
    }

    private void Close() => (_open, Errors) = (Panel.None, []);

    private async Task SaveAsync()
    {
        var actor = await ActorAsync();
        var outcome = _chosen is null ? await Commands.AddAsync(_form, actor, Gone) : await Commands.UpdateAsync(_chosen.Id, _form, actor, Gone);
        if (Took(outcome, L["{0} is saved.", _form.Name])) Close();
    }

    private Task ToggleAsync(AlertRuleEntry row) =>
        DoAsync((id, actor, gone) => Commands.SetEnabledAsync(id, !row.Enabled, actor, gone), row, row.Enabled ? L["{0} is switched off.", row.Name] : L["{0} is switched on.", row.Name]);

    private Task RemoveAsync(AlertRuleEntry row) => DoAsync(Commands.RemoveAsync, row, L["{0} is removed.", row.Name]);

    private async Task DoAsync(Func<int, Actor, CancellationToken, Task<Outcome>> command, AlertRuleEntry row, string done)
    {
        var outcome = await command(row.Id, await ActorAsync(), Gone);
        Close();
        Took(outcome, done);
    }

    private string StatesOf(AlertRuleEntry row)
    {
        var states = AlertRules.Lines(row.States);
        return string.Join(", ", StateLook.All.Where(look => states.Contains(FloorView.Spelt(look.State))).Select(look => L[look.Word].Value));
    }

    private string ReasonsOf(AlertRuleEntry row) => row.Reasons.Length == 0 ? "" : L["reasons {0}", Joined(row.Reasons, "")];

    private string HoursOf(AlertRuleEntry row)
    {
        var days = row.Weekdays == AlertHours.EveryDay ? L["every day"].Value : string.Join(", ", ScheduleWords.Week.Where(day => (row.Weekdays >> (int)day & 1) == 1).Select(day => L[ScheduleWords.Short(day)].Value));
        return row.FromMinute == row.ToMinute ? days : L["{0}, {1} to {2}", days, AlertTimes.Clock(row.FromMinute), AlertTimes.Clock(row.ToMinute)];
    }

    private string RolesOf(AlertRuleEntry row) => row.Roles.Length == 0 ? L["everybody on the floor"] : string.Join(", ", AlertRules.Lines(row.Roles).Select(role => L[role].Value));

    private static string ChannelsOf(AlertRuleEntry row) => string.Join(", ", AlertRules.Lines(row.Mails).Concat(AlertRules.Lines(row.Webhooks)));

    private static string Joined(string lines, string none) => lines.Length == 0 ? none : string.Join(", ", AlertRules.Lines(lines));
}
