using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Supervisor.Web.Alerts;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Alerts;

/// <summary>Asks how often the rule in the form would have fired.</summary>
public sealed partial class AlertBackTestPanel : IDisposable
{
    private static readonly int[] Spans = [1, 7, 30];

    private CancellationTokenSource? _stop;
    private BackTestResult? _result;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private bool _running;

    /// <summary>The rule as it is filled in.</summary>
    [Parameter, EditorRequired]
    public AlertRuleForm Form { get; set; } = default!;

    /// <summary>Its key; null for a new one.</summary>
    [Parameter]
    public int? Own { get; set; }

    /// <summary>What is wrong with the form.</summary>
    [Parameter, EditorRequired]
    public EventCallback<IReadOnlyList<FieldError>> OnErrors { get; set; }

    [Inject] private AlertRuleCommands Commands { get; set; } = default!;

    [Inject] private AlertBackTest Test { get; set; } = default!;

    [Inject] private IAuthorizationService Authorization { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <inheritdoc />
    public void Dispose()
    {
        _stop?.Cancel();
        _stop?.Dispose();
    }

    private async Task RunAsync(int days)
    {
        var errors = (await Commands.CheckAsync(Form, Own, CancellationToken.None)).Where(error => error.Field != "name").ToList();
        await OnErrors.InvokeAsync(errors);
        var entry = new AlertRuleEntry { Name = Form.Name, Zone = Form.Zone };
        Form.CopyTo(entry);
        if (errors.Count > 0 || AlertRules.Read(entry) is not { } rule) return;
        var person = (await Authentication).User;
        if (!(await Authorization.AuthorizeAsync(person, Policies.Alerting)).Succeeded) return;
        var withList = (await Authorization.AuthorizeAsync(person, Policies.History)).Succeeded;
        _stop?.Dispose();
        (_running, _result, _zone, _stop) = (true, null, rule.Hours.Zone, new CancellationTokenSource());
        try
        {
            _result = await Test.RunAsync(rule, days, withList, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // the person has seen enough
        }
        finally
        {
            _running = false;
        }
    }

    private void Stop() => _stop?.Cancel();

    private static string PerDay(BackTestResult result) => (result.Count / (result.To - result.From).TotalDays).ToString("0.0", CultureInfo.CurrentCulture);

    private static string Share(int count, BackTestResult result) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / result.Days.Max(day => day.Count):0.0}px");
}
