using Supervisor.Web.Gateway;
using Supervisor.Web.Notices;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Observability;

/// <summary>Tells administrators on every page, and the log, of the certificate that ends first: afterwards no new connection is made, and one agent after the other becomes unknown.</summary>
internal sealed class CertificateWatch(SessionRoster roster, NoticeBoard notices, TimeProvider time, ILogger<CertificateWatch> logger) : BackgroundService
{
    private const string NoticeKey = "certificates";

    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    /// <summary>What is to be said now; null while there is time.</summary>
    internal static Notice? Of(IEnumerable<(string Gateway, CertificateEnd End)> ends, DateTimeOffset now)
    {
        if (ends.OrderBy(one => one.End.Until).FirstOrDefault() is not { End: { } first, Gateway: var gateway } || first.Until - now >= GatewayCheck.Warned) return null;
        var sentence = first.Until <= now
            ? "Gateway {0}: the {1} expired on {2}. New connections are refused."
            : "Gateway {0}: the {1} expires on {2}. New connections are refused from then on.";
        return new Notice(NoticeKey, Policies.Administration, sentence, [gateway, first.Name, first.Until.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)], "/admin/gateways");
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? told = null;
        using var turns = new PeriodicTimer(Turn, time);
        do
        {
            var notice = Of(roster.Endpoints.SelectMany(endpoint => endpoint.Trust.Ends().Select(end => (endpoint.Name, end))), time.GetUtcNow());
            if (notice?.Text == told) continue;
            told = notice?.Text;
            if (notice is null)
            {
                notices.TakeDown(NoticeKey);
                continue;
            }

            notices.Put(notice);
            Log.CertificateEnds(logger, notice.Text);
        }
        while (await turns.WaitForNextTickAsync(stoppingToken));
    }
}
