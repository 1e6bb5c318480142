using System.Globalization;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Limits;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Limits;

/// <summary>A limit as it is typed.</summary>
public sealed class LimitForm
{
    /// <summary>Highest reason that the gateway knows (protocol.md section 2.9; rest causes 0 to 255, section 3.2).</summary>
    private const int HighestReason = 255;

    public AgentState State { get; set; } = AgentState.Rest;

    public string Team { get; set; } = "";

    public string Reason { get; set; } = "";

    public string Warning { get; set; } = "";

    public string Alarm { get; set; } = "";

    /// <summary>Fills in what holds now.</summary>
    public static LimitForm Of(LimitScope scope, StateLimit? limit) => new()
    {
        State = scope.State,
        Team = scope.Team,
        Reason = scope.Reason,
        Warning = limit is null ? "" : LimitText.Write(limit.Warning),
        Alarm = limit is null ? "" : LimitText.Write(limit.Alarm),
    };

    /// <summary>Everything that is wrong, or the rule.</summary>
    internal (IReadOnlyList<FieldError> Errors, LimitRule? Rule) Check()
    {
        var errors = new List<FieldError>();
        if (!Enum.IsDefined(State) || State == AgentState.SignedOut) errors.Add(new("state", "Being signed out has no limit."));
        var reason = Reason.Trim();
        if (reason.Length > 0 && !LimitScope.HasReasons(State)) errors.Add(new("reason", "Only busy and rest have reasons."));
        else if (reason.Length > 0 && (!int.TryParse(reason, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > HighestReason))
            errors.Add(new("reason", "A reason is a number from 1 to {0}, or empty for every reason.", HighestReason));
        else if (reason.Length > 0) reason = int.Parse(reason, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        var team = Team.Trim();
        if (team.Length > 128) errors.Add(new("team", "A team's name has up to {0} characters.", 128));
        var (warning, alarm) = (Seconds("warning", Warning, errors), Seconds("alarm", Alarm, errors));
        if (warning is not null && alarm is not null && warning >= alarm) errors.Add(new("alarm", "The alarm must come after the warning."));
        return errors.Count > 0 ? (errors, null) : ([], new LimitRule { State = State, Team = team, Reason = reason, WarningSeconds = warning!.Value, AlarmSeconds = alarm!.Value });
    }

    private static int? Seconds(string field, string text, List<FieldError> errors)
    {
        if (LimitText.Parse(text) is { } seconds && seconds >= StateLimit.Shortest.TotalSeconds && seconds <= StateLimit.Longest.TotalSeconds) return seconds;
        errors.Add(new(field, "Expected 1 second to 24 hours, as minutes and seconds (1:30), hours (1:00:00) or seconds (90)."));
        return null;
    }
}
