using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Support;
using Supervisor.Web.Alerts;
using Supervisor.Web.Notices;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Alerts;

public sealed class AlertCourierTests : IAsyncLifetime
{
    private const string Secret = "whs_shared-between-the-two";

    private readonly NoticeBoard _board = new();
    private readonly WebhookSecrets _secrets = new(new EphemeralDataProtectionProvider());
    private readonly AlertOptions _options = new();
    private AlertSite _site = null!;
    private WebhookReceiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _site = await AlertSite.CreateAsync();
        _receiver = await WebhookReceiver.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task Webhook_Raised_IsSignedAndTellsTheAlert()
    {
        await RaiseAsync(hooks: "crm");
        await PassAsync(AlertOutbox.Gathering, () => _receiver.Got.Count == 1, "the webhook is called");
        var (token, time, signature, body) = _receiver.Got.Single();
        // written anew from the README, not with our own code
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(Secret));
        Assert.Equal("v1=" + Convert.ToHexStringLower(hmac.ComputeHash([.. Encoding.UTF8.GetBytes(time + "."), .. body])), signature);
        var message = JsonDocument.Parse(body).RootElement;
        Assert.Equal((token, "alerts.raised"), (message.GetProperty("delivery").GetString(), message.GetProperty("kind").GetString()));
        var alert = message.GetProperty("alerts")[0];
        Assert.Equal(("291", "rest", "Long rest"), (alert.GetProperty("agentId").GetString(), alert.GetProperty("state").GetString(), alert.GetProperty("rule").GetString()));
        await StateAsync(DeliveryState.Sent);
    }

    [Fact]
    public async Task Webhook_FailsAndWorksAgain_IsTriedWithTheSameTokenAndANewSignature()
    {
        _receiver.Answer = _ => 503;
        await RaiseAsync(hooks: "crm");
        await PassAsync(AlertOutbox.Gathering, () => _receiver.Got.Count == 1, "the first try");
        await PassAsync(TimeSpan.FromSeconds(5), () => _receiver.Got.Count == 2, "the second try");
        await PassAsync(TimeSpan.FromSeconds(15), () => _receiver.Got.Count == 3, "the third try");
        await Eventually.IsTrueAsync(() => _board.All.Length == 1, "admins see it");
        Assert.Equal("Alerts do not reach crm: Answered 503.", _board.All[0].Text);
        _receiver.Answer = _ => 200;
        await PassAsync(TimeSpan.FromSeconds(45), () => _receiver.Got.Count == 4, "the fourth try");
        await StateAsync(DeliveryState.Sent);
        await Eventually.IsTrueAsync(() => _board.All.IsEmpty, "the notice is gone");
        Assert.Single(_receiver.Got.Select(got => got.Token).Distinct());
        Assert.Equal(4, _receiver.Got.Select(got => got.Signature).Distinct().Count());
    }

    [Theory]
    [InlineData(410)]
    [InlineData(307)]
    public async Task Webhook_RefusedTwice_IsGivenUp(int status)
    {
        _receiver.Answer = response =>
        {
            response.Headers.Location = _receiver.Address;
            return status;
        };
        await RaiseAsync(hooks: "crm");
        await PassAsync(AlertOutbox.Gathering, () => _receiver.Got.Count == 1, "the first try");
        await PassAsync(TimeSpan.FromSeconds(5), () => _receiver.Got.Count == 2, "the second try");
        await StateAsync(DeliveryState.Failed);
    }

    [Fact]
    public async Task Mail_Raised_ArrivesWithWhatIsWrong()
    {
        await using var server = new SmtpListener();
        _options.Mail = new MailOptions { Host = "127.0.0.1", Port = server.Port, From = "supervisor@example.org", Tls = false };
        await RaiseAsync(mails: "boss@example.org");
        await PassAsync(AlertOutbox.Gathering, () => server.Mails.Count == 1, "the mail");
        var mail = server.Mails.Single();
        Assert.Contains("Long rest - Agent 291 (291)", mail, StringComparison.Ordinal);
        var body = Encoding.UTF8.GetString(Convert.FromBase64String(mail[mail.IndexOf(Environment.NewLine + Environment.NewLine, StringComparison.Ordinal)..].Trim()));
        Assert.Contains("Rest since 2026-11-20 12:00:00 UTC", body, StringComparison.Ordinal);
        await StateAsync(DeliveryState.Sent);
    }

    [Fact]
    public async Task Mail_ReceiverIsUnknownTwice_IsGivenUpWithTheServersWords()
    {
        await using var server = new SmtpListener { Refusal = "550 no such person" };
        _options.Mail = new MailOptions { Host = "127.0.0.1", Port = server.Port, From = "supervisor@example.org", Tls = false };
        await RaiseAsync(mails: "nobody@example.org");
        await PassAsync(AlertOutbox.Gathering, () => Tries() == 1, "the first try");
        await PassAsync(TimeSpan.FromSeconds(5), () => Tries() == 2, "the second try");
        Assert.Contains("no such person", (await StateAsync(DeliveryState.Failed)).Fault, StringComparison.Ordinal);
    }

    private int Tries()
    {
        using var db = _site.Temp.Open();
        return db.AlertDeliveries.AsNoTracking().Single() is { Fault: not null } delivery ? delivery.Attempts : 0;
    }

    private async Task RaiseAsync(string hooks = "", string mails = "")
    {
        await using (var db = _site.Temp.Open())
        {
            db.AlertWebhooks.Add(new AlertWebhook { Name = "crm", Url = _receiver.Address, Secret = _secrets.Protect(Secret) });
            await db.SaveChangesAsync();
        }

        var rule = AlertSite.Rule(after: 0);
        (rule.Webhooks, rule.Mails) = (hooks, mails);
        await _site.AddAsync(rule);
        IAlertSender[] senders = [new MailSender(Options.Create(_options), _site.Clock), new WebhookSender(_site.Temp.Contexts, _secrets, _site.Clock)];
        await _site.SendAsync(new AlertCourier(_site.Outbox, senders, _board, _site.Clock, _site.Log.For<AlertCourier>()));
        await _site.StartAsync();
        _site.Put(291, AgentState.Rest);
        await _site.OneAsync(alert => alert.EndedAt is null, "the alert is raised");
    }

    /// <summary>Lets the time pass that the courier waits, and a little more until it has done it.</summary>
    private async Task PassAsync(TimeSpan time, Func<bool> condition, string what)
    {
        await Eventually.IsTrueAsync(async () => await _site.Outbox.NextAsync(default) is { } next && next <= _site.Clock.GetUtcNow() + time && _site.Clock.ArmedTimers > 0, "the courier waits for " + what);
        _site.Clock.Advance(time);
        await Eventually.IsTrueAsync(() =>
        {
            if (!condition()) _site.Clock.Advance(TimeSpan.FromMilliseconds(1));
            return condition();
        }, what);
    }

    private async Task<AlertDelivery> StateAsync(DeliveryState state)
    {
        await Eventually.IsTrueAsync(async () => (await _site.Outbox.NewestAsync(1, default))[0].State == state, $"the message is {state}");
        return (await _site.Outbox.NewestAsync(1, default))[0];
    }
}
