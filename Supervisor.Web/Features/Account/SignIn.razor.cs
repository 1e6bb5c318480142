using Microsoft.AspNetCore.Components;
using Supervisor.Web.Security;
using Supervisor.Web.Security.SingleSignOn;

namespace Supervisor.Web.Features.Account;

/// <summary>The sign-in page.</summary>
public sealed partial class SignIn
{
    private string? _refusal;

    [SupplyParameterFromForm(FormName = "sign-in")] private SignInForm Input { get; set; } = default!;

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    [Inject] private PasswordSignIn Door { get; set; } = default!;

    [Inject] private SingleSignOnOptions SingleSignOn { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    private string SingleSignOnAddress => $"/account/single-sign-on?returnUrl={Uri.EscapeDataString(LocalAddress.Or(ReturnUrl, "/"))}";

    private string? DescribedBy => _refusal is null ? null : "sign-in-error";

    /// <inheritdoc />
    protected override void OnInitialized() => Input ??= new SignInForm();

    private async Task SubmitAsync()
    {
        var signedIn = await Door.TryAsync(Input.User.Trim(), Input.Password, Http.Connection.RemoteIpAddress, Http.RequestAborted);
        Input.Password = "";
        if (signedIn) Navigation.NavigateTo(LocalAddress.Or(ReturnUrl, "/"), forceLoad: true);
        // one sentence for all: that an account is locked would tell that it exists
        else _refusal = L["User name or password is wrong, or the account is locked for a few minutes after too many tries."];
    }

    private sealed class SignInForm
    {
        public string User { get; set; } = "";

        public string Password { get; set; } = "";
    }
}
