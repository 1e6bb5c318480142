using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Alerts;

/// <summary>Posts a signed message. Redirects are not followed, and the answer's body is not read.</summary>
internal sealed class WebhookSender(IDbContextFactory<SupervisorDb> databases, WebhookSecrets secrets, TimeProvider time) : IAlertSender, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) });

    public AlertChannel Channel => AlertChannel.Webhook;

    public async Task<SendAnswer> SendAsync(AlertDelivery delivery, IReadOnlyList<AlertItem> alerts, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var hook = await db.AlertWebhooks.AsNoTracking().SingleOrDefaultAsync(x => x.Name == delivery.Receiver, cancellationToken);
        if (hook is null) return new SendAnswer("The webhook was removed.", true);
        if (!WebhookAddress.IsGood(hook.Url)) return new SendAnswer("The address is not https.", true);
        if (!secrets.TryUnprotect(hook.Secret, out var secret)) return new SendAnswer("The keys that protect its secret are lost: make the webhook anew.", true);
        using var late = new CancellationTokenSource(Deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var request = Request(hook.Url, secret, delivery.Token, Body(delivery, alerts), time.GetUtcNow());
            using var answer = await _http.SendAsync(request, both.Token);
            return Read(answer.StatusCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendAnswer($"No answer within {Deadline.TotalSeconds:0} s.");
        }
        catch (HttpRequestException fault)
        {
            return new SendAnswer($"Cannot be reached: {fault.HttpRequestError}.");
        }
        catch (SocketException)
        {
            return new SendAnswer($"Cannot be reached: {HttpRequestError.ConnectionError}.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static SendAnswer Read(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => SendAnswer.Arrived,
        >= 300 and < 400 => new SendAnswer($"Answered {(int)status}: redirects are not followed.", true),
        // these two say "later", the others of their kind say "no"
        408 or 429 or >= 500 => new SendAnswer($"Answered {(int)status}."),
        _ => new SendAnswer($"Answered {(int)status}.", true),
    };

    private static HttpRequestMessage Request(string url, string secret, string token, byte[] body, DateTimeOffset now)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Supervisor", null));
        request.Headers.Add(WebhookSignature.DeliveryHeader, token);
        request.Headers.Add(WebhookSignature.TimeHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Of(secret, now, body));
        return request;
    }

    private static byte[] Body(AlertDelivery delivery, IReadOnlyList<AlertItem> alerts) => JsonSerializer.SerializeToUtf8Bytes(
        new WebhookMessage(delivery.Token, delivery.Kind == AlertMessageKind.Test ? "test" : "alerts.raised", [.. alerts.Select(WebhookAlert.Of)]), JsonSerializerOptions.Web);
}

/// <summary>What a webhook gets.</summary>
/// <param name="Delivery">The same in every try.</param>
/// <param name="Kind"><c>alerts.raised</c> or <c>test</c>.</param>
/// <param name="Alerts">Empty for a test.</param>
internal sealed record WebhookMessage(string Delivery, string Kind, IReadOnlyList<WebhookAlert> Alerts);

/// <summary>One alert in it; states as the API spells them, times with offset.</summary>
internal sealed record WebhookAlert(long Id, string Rule, string Severity, string Gateway, string AgentId, string AgentName, string Team, string State, string? Reason, DateTimeOffset Since, DateTimeOffset RaisedAt)
{
    public static WebhookAlert Of(AlertItem alert) => new(
        alert.Id, alert.Rule, alert.Severity == Domain.Alerts.AlertSeverity.Alarm ? "alarm" : "warning", alert.Agent.Gateway, alert.Agent.WorkNo, alert.AgentName, alert.Team, FloorView.Spelt(alert.State), alert.Reason, alert.Since, alert.RaisedAt);
}
