using Microsoft.AspNetCore.Components;
using Supervisor.Domain.Limits;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Features.Limits;

/// <summary>The limits of the site: what every site begins with, what this one has set instead, and for which teams and reasons something else holds.</summary>
public sealed partial class LimitsPage
{
    private IReadOnlyList<LimitRule>? _rules;
    private IReadOnlyList<string> _teams = [];
    private LimitForm? _form;
    private bool _fixed;

    [Inject] private LimitBook Book { get; set; } = default!;

    [Inject] private LimitCommands Commands { get; set; } = default!;

    [Inject] private IFloorFeed Floor { get; set; } = default!;

    private IEnumerable<LimitRule> Exceptions => (_rules ?? []).Where(rule => rule.Team.Length > 0 || rule.Reason.Length > 0);

    /// <inheritdoc />
    protected override async Task OnInitializedAsync() => _rules = await Book.RulesAsync(Gone);

    private static StateLimit LimitOf(LimitRule rule) => StateLimit.Seconds(rule.WarningSeconds, rule.AlarmSeconds);

    private string Written(TimeSpan? limit) => limit is { } time ? LimitText.Write(time) : L["no limit"];

    private string Name(LimitRule rule) => string.Join(", ", ((string[])[L[StateLook.Of(rule.State).Word], rule.Reason.Length == 0 ? "" : L.Reason(rule.State, rule.Reason), rule.Team]).Where(part => part.Length > 0));

    private void Edit(LimitForm form, bool isFixed)
    {
        _teams = [.. Floor.Current.Agents.Values.Select(agent => agent.Profile.Team).Where(team => team.Length > 0).Distinct().Order(StringComparer.CurrentCulture)];
        (_form, _fixed, Errors, Said) = (form, isFixed, [], "");
    }

    private void Close() => (_form, Errors) = (null, []);

    private async Task SaveAsync()
    {
        if (_form is not { } form || !Took(await Commands.SetAsync(form, await ActorAsync(), Gone), L["The limit is set."])) return;
        _form = null;
        _rules = await Book.RulesAsync(Gone);
    }

    private async Task RemoveAsync(LimitRule rule)
    {
        Took(await Commands.RemoveAsync(rule.Id, await ActorAsync(), Gone), L["The limit is removed: {0}.", Name(rule)]);
        _rules = await Book.RulesAsync(Gone);
    }
}
