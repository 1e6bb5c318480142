using System.Collections.Immutable;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Supervisor.Web.Notices;

namespace Supervisor.Web.Components.Layout;

/// <summary>Shows the notices that the person may see, and follows them.</summary>
public sealed partial class NoticeBar : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private ImmutableArray<Notice> _shown = [];
    private Task _following = Task.CompletedTask;

    [Inject] private NoticeBoard Board { get; set; } = default!;

    [Inject] private IAuthorizationService Authorization { get; set; } = default!;

    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _following;
        _leaving.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var subscription = Board.Subscribe();
        _following = FollowAsync(subscription);
        await ShowAsync(subscription.Snapshot);
    }

    private async Task FollowAsync(NoticeSubscription subscription)
    {
        try
        {
            using (subscription)
            {
                await foreach (var notices in subscription.ReadAllAsync(_leaving.Token))
                {
                    await ShowAsync(notices);
                    StateHasChanged();
                }
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // the page is left
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task ShowAsync(ImmutableArray<Notice> notices)
    {
        var user = (await Authentication.GetAuthenticationStateAsync()).User;
        var shown = ImmutableArray.CreateBuilder<Notice>();
        foreach (var notice in notices)
            if ((await Authorization.AuthorizeAsync(user, notice.Policy)).Succeeded) shown.Add(notice);
        _shown = shown.ToImmutable();
    }
}
