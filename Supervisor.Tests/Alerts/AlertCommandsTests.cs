using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Support;
using Supervisor.Web.Alerts;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Alerts;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Alerts;

public sealed class AlertCommandsTests : IAsyncLifetime
{
    private static readonly Actor Sue = new("sue", false) { MayAlert = true };
    private static readonly Actor Vic = new("vic", false);
    private static readonly Actor Ada = new("ada", true) { MayAlert = true };

    private AlertSite _site = null!;

    private AuditTrail Audit => new(_site.Temp.Contexts, _site.Clock);

    private AlertCommands Commands => new(_site.Temp.Contexts, _site.Store, Audit, _site.Clock);

    private AlertRuleCommands Rules => new(_site.Temp.Contexts, _site.Store, Options.Create(new AlertOptions()), Audit);

    private WebhookCommands Hooks => new(_site.Temp.Contexts, new WebhookSecrets(new EphemeralDataProtectionProvider()), _site.Outbox, Options.Create(new AlertOptions()), Audit, _site.Clock);

    public async Task InitializeAsync() => _site = await AlertSite.CreateAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Everything_WithoutTheRole_IsForbidden()
    {
        var form = new AlertRuleForm { Name = "Long rest", States = { AgentState.Rest } };
        Assert.Equal(OutcomeKind.Forbidden, (await Rules.AddAsync(form, Vic, default)).Kind);
        Assert.Equal(OutcomeKind.Forbidden, (await Commands.AcknowledgeAsync([1], "", Vic, default)).Kind);
        Assert.Equal(OutcomeKind.Forbidden, (await Commands.SnoozeAsync([1], 5, Vic, default)).Kind);
        Assert.Equal(OutcomeKind.Forbidden, (await Hooks.AddAsync("crm", "https://example.org", Sue, default)).Outcome.Kind);
        Assert.Equal(OutcomeKind.Forbidden, (await Hooks.TestAsync(AlertChannel.Webhook, "crm", Sue, default)).Kind);
    }

    [Fact]
    public async Task AddRule_BadInput_TellsAllErrorsAtOnce()
    {
        var form = new AlertRuleForm { Name = "", After = "25:00:00", CoolDown = "soon", Zone = "Mars", Weekdays = 0, Mails = "nobody", Webhooks = { "gone" } };
        var outcome = await Rules.AddAsync(form, Sue, default);
        Assert.Equal(["name", "states", "after", "coolDown", "zone", "weekdays", "mails", "mails", "webhooks"], outcome.Errors.Select(error => error.Field));
    }

    [Theory]
    [InlineData(127, true, ", every day, UTC, pause")]
    [InlineData(0b010_0010, false, ", Mon, Fri from 22:00 to 06:05, UTC, pause")]
    public async Task AddRule_HoursOfIt_StandInWordsInTheAudit(int days, bool allDay, string words)
    {
        var form = new AlertRuleForm { Name = "Long rest", States = { AgentState.Rest }, Weekdays = days, AllDay = allDay, From = new TimeOnly(22, 0), To = new TimeOnly(6, 5), Zone = "UTC" };
        Assert.True((await Rules.AddAsync(form, Sue, default)).IsDone);
        await using var db = _site.Temp.Open();
        Assert.Contains(words, (await db.Audit.SingleAsync()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledge_SecondPerson_IsToldWhoWasFirst()
    {
        await RaiseAsync();
        Assert.True((await Commands.AcknowledgeAsync([1], " Spoke to her ", Sue, default)).IsDone);
        var second = await Commands.AcknowledgeAsync([1], "", Ada, default);
        Assert.Equal("sue has acknowledged it already.", Assert.Single(second.Errors).Text);
        await using var db = _site.Temp.Open();
        Assert.Equal(("sue", "Spoke to her"), ((await db.Alerts.SingleAsync()).AcknowledgedBy, (await db.Alerts.SingleAsync()).Note));
        Assert.Equal("alert.acknowledge", (await db.Audit.SingleAsync()).Action);
    }

    [Theory]
    [InlineData("http://example.org/hook")]
    [InlineData("https://user:password@example.org/")]
    [InlineData("ftp://example.org/")]
    [InlineData("example.org")]
    public async Task AddWebhook_BadAddress_IsRefused(string url) => Assert.Equal("url", Assert.Single((await Hooks.AddAsync("crm", url, Ada, default)).Outcome.Errors).Field);

    [Fact]
    public async Task AddWebhook_Secret_StandsNowhereInTheStore()
    {
        var (outcome, secret) = await Hooks.AddAsync("crm", "https://example.org/hook?key=hidden", Ada, default);
        Assert.True(outcome.IsDone);
        await using var db = _site.Temp.Open();
        Assert.DoesNotContain(secret!, System.Text.Encoding.Latin1.GetString((await db.AlertWebhooks.SingleAsync()).Secret), StringComparison.Ordinal);
        Assert.Equal("https://example.org/hook", (await db.Audit.SingleAsync()).Detail);
    }

    private async Task RaiseAsync()
    {
        await _site.AddAsync(AlertSite.Rule(after: 0));
        await _site.StartAsync();
        _site.Put(291, AgentState.Rest);
        await Eventually.IsTrueAsync(() => _site.Feed.Current.Newest.Length == 1, "the alert is raised");
    }
}
