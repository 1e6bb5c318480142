using System.Globalization;
using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Statistics;

/// <summary>The request as a person types it: times by the clock of the zone, agents in one box.</summary>
internal sealed class StatisticsForm
{
    private static readonly char[] Separators = [',', ';', ' ', '\t', '\n'];

    public string From { get; set; } = "";

    public string To { get; set; } = "";

    public StatisticsBy By { get; set; }

    public PeriodLength Per { get; set; }

    public string Gateway { get; set; } = "";

    public string Team { get; set; } = "";

    public string Agents { get; set; } = "";

    public static StatisticsForm Of(StatisticsRequest request) => new()
    {
        From = Local(request.From, request.Zone),
        To = Local(request.To, request.Zone),
        By = request.By,
        Per = request.Per,
        Gateway = request.Gateway ?? "",
        Team = request.Team ?? "",
        Agents = string.Join(", ", request.Agents),
    };

    /// <summary>What the form asks for; a time that cannot be read stays as it was.</summary>
    public StatisticsRequest ToRequest(StatisticsRequest before) => before with
    {
        From = From != Local(before.From, before.Zone) && StatisticsAddress.TryParse(From, before.Zone, out var from) ? from : before.From,
        To = To != Local(before.To, before.Zone) && StatisticsAddress.TryParse(To, before.Zone, out var to) ? to : before.To,
        By = By,
        Per = Per,
        Gateway = Gateway.Length == 0 ? null : Gateway,
        Team = Team.Length == 0 ? null : Team,
        Agents = [.. Agents.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)],
    };

    private static string Local(DateTimeOffset time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
