using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Supervisor.Web.Alerts;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Alerts;

/// <summary>How alerts leave the house, and what has gone out.</summary>
public sealed partial class AlertChannelsPage
{
    private const int Messages = 30;

    private IReadOnlyList<WebhookRow> _hooks = [];
    private IReadOnlyList<AlertDelivery> _messages = [];
    private string _address = "";
    private string _name = "";
    private string _url = "";
    private string? _secret;
    private bool _open;

    [Inject] private WebhookCommands Commands { get; set; } = default!;

    [Inject] private AlertOutbox Outbox { get; set; } = default!;

    [Inject] private IOptions<AlertOptions> Options { get; set; } = default!;

    private MailOptions Mail => Options.Value.Mail;

    /// <inheritdoc />
    protected override void OnInitialized() => _ = FollowAsync();

    private static string ToneOf(AlertDelivery message) => message.State switch { DeliveryState.Sent => "good", DeliveryState.Failed => "bad", _ => message.Attempts > 0 ? "warn" : "" };

    private string StateOf(AlertDelivery message) => message switch
    {
        { State: DeliveryState.Sent } => L["Arrived"],
        { State: DeliveryState.Failed } => L["Given up after {0} tries", message.Attempts],
        { Attempts: 0 } => L["Goes out"],
        _ => L["Is tried again {0}", Local(message.NextTryAt)],
    };

    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                var changed = Outbox.Changed.Next;
                await LoadAsync();
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

    private async Task LoadAsync()
    {
        _hooks = await Commands.AllAsync(Gone);
        _messages = await Outbox.NewestAsync(Messages, Gone);
        StateHasChanged();
    }

    private void Open() => (_open, _name, _url, _secret, Errors, Said) = (true, "", "", null, [], "");

    private async Task CloseAsync()
    {
        (_open, _secret, Errors) = (false, null, []);
        await LoadAsync();
    }

    private async Task AddAsync()
    {
        var (outcome, secret) = await Commands.AddAsync(_name, _url, await ActorAsync(), Gone);
        if (Took(outcome, L["Webhook {0} is made.", _name])) _secret = secret;
    }

    private async Task RemoveAsync(WebhookRow hook)
    {
        Took(await Commands.RemoveAsync(hook.Name, await ActorAsync(), Gone), L["{0} is removed.", hook.Name]);
        await LoadAsync();
    }

    private Task TestMailAsync() => TestAsync(AlertChannel.Mail, _address);

    private async Task TestAsync(AlertChannel channel, string receiver) =>
        Took(await Commands.TestAsync(channel, receiver, await ActorAsync(), Gone), L["A test goes out to {0}: see below how it ends.", receiver]);
}
