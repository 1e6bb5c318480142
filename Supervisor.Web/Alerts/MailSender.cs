using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.Extensions.Options;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Alerts;

/// <summary>Sends by SMTP. Mails are English, with times in UTC: who gets one has told us neither a language nor a zone.</summary>
internal sealed class MailSender(IOptions<AlertOptions> options, TimeProvider time) : IAlertSender
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Agents named in one mail.</summary>
    private const int Most = 25;

    public AlertChannel Channel => AlertChannel.Mail;

    public async Task<SendAnswer> SendAsync(AlertDelivery delivery, IReadOnlyList<AlertItem> alerts, CancellationToken cancellationToken)
    {
        var mail = options.Value.Mail;
        if (!mail.IsConfigured) return new SendAnswer("Alerts:Mail is not configured.", true);
        using var late = new CancellationTokenSource(Deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var client = new SmtpClient(mail.Host, mail.Port) { EnableSsl = mail.Tls };
            if (mail.User is { Length: > 0 } user) client.Credentials = new NetworkCredential(user, mail.Password);
            using var message = new MailMessage(mail.From, delivery.Receiver, Subject(delivery, alerts), Body(delivery, alerts)) { BodyEncoding = Encoding.UTF8, SubjectEncoding = Encoding.UTF8 };
            message.Headers.Add("Message-ID", $"<{delivery.Token}@{mail.From[(mail.From.IndexOf('@', StringComparison.Ordinal) + 1)..]}>");
            message.Headers.Add("Auto-Submitted", "auto-generated");
            await client.SendMailAsync(message, both.Token);
            return SendAnswer.Arrived;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendAnswer($"The mail server has not answered within {Deadline.TotalSeconds:0} s.");
        }
        catch (SmtpException fault)
        {
            // its message may repeat what the server said, never what we sent
            return new SendAnswer(fault.InnerException is { } inner ? $"{fault.Message} {inner.Message}" : fault.Message, (int)fault.StatusCode is >= 500 and < 600);
        }
    }

    internal static string Subject(AlertDelivery delivery, IReadOnlyList<AlertItem> alerts)
    {
        if (delivery.Kind == AlertMessageKind.Test) return "Supervisor: a test";
        if (alerts is not [var first, ..]) return "Supervisor: alerts";
        var more = alerts.Count == 1 ? "" : $" and {alerts.Count - 1} more";
        return Line($"{first.Severity}: {first.Rule} - {first.AgentName} ({first.Agent.WorkNo}){more}");
    }

    internal static string Body(AlertDelivery delivery, IReadOnlyList<AlertItem> alerts)
    {
        if (delivery.Kind == AlertMessageKind.Test) return "This is a test that somebody has asked for in Supervisor. Alerts to this address arrive.";
        var text = new StringBuilder();
        foreach (var alert in alerts.Take(Most)) text.AppendLine(Line(string.Create(CultureInfo.InvariantCulture,
            $"{alert.AgentName} ({alert.Agent.WorkNo}, {alert.Agent.Gateway}{(alert.Team.Length > 0 ? ", " + alert.Team : "")}): {alert.State}{(alert.Reason is null ? "" : " " + alert.Reason)} since {alert.Since:yyyy-MM-dd HH:mm:ss} UTC, alert at {alert.RaisedAt:HH:mm:ss}")));
        if (alerts.Count > Most) text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"and {alerts.Count - Most} more: see Supervisor, Alerts"));
        if (alerts.Count == 0) text.AppendLine("The alerts of this message are no longer kept.");
        return text.ToString();
    }

    // names come from people: one must not become a second header or line
    private static string Line(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
