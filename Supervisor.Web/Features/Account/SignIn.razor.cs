using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;
using Supervisor.Web.Security.SingleSignOn;

namespace Supervisor.Web.Features.Account;

/// <summary>The sign-in page.</summary>
public sealed partial class SignIn
{
    private string? _refusal;

    [SupplyParameterFromForm(FormName = "sign-in")] private SignInForm Input { get; set; } = default!;

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    [Inject] private SignInManager<SupervisorUser> Manager { get; set; } = default!;

    [Inject] private UserManager<SupervisorUser> Users { get; set; } = default!;

    [Inject] private SingleSignOnOptions SingleSignOn { get; set; } = default!;

    [Inject] private SignInAudit Audit { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    private string SingleSignOnAddress => $"/account/single-sign-on?returnUrl={Uri.EscapeDataString(LocalAddress.Or(ReturnUrl, "/"))}";

    private IPAddress? From => Http.Connection.RemoteIpAddress;

    private string? DescribedBy => _refusal is null ? null : "sign-in-error";

    /// <inheritdoc />
    protected override void OnInitialized() => Input ??= new SignInForm();

    private async Task SubmitAsync()
    {
        var result = await TrySignInAsync(Input.User.Trim(), Input.Password);
        Input.Password = "";
        if (result.Succeeded) Navigation.NavigateTo(LocalAddress.Or(ReturnUrl, "/"), forceLoad: true);
        else _refusal = result.IsLockedOut
            ? L["Too many wrong passwords. This account is locked for a few minutes."]
            : L["User name or password is wrong."];
    }

    /// <summary>A disabled account is refused like a wrong password, and costs the same time: the page does not tell who exists.</summary>
    private async Task<SignInResult> TrySignInAsync(string name, string password)
    {
        var user = await Users.FindByNameAsync(name);
        if (user is not { PasswordHash: not null })
        {
            Users.PasswordHasher.HashPassword(new SupervisorUser(), password);
            return await RefuseAsync(name, user is null ? "no such user" : "no password here", SignInResult.Failed);
        }

        var wasLocked = await Users.IsLockedOutAsync(user);
        var result = await Manager.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (result.IsLockedOut && !wasLocked) await Audit.LockedAsync(user.UserName!, From);
        if (!result.Succeeded) return await RefuseAsync(name, result.IsNotAllowed ? "disabled" : wasLocked ? "locked out" : "wrong password", result);
        await Manager.SignInAsync(user, isPersistent: false);
        return result;
    }

    private async Task<SignInResult> RefuseAsync(string name, string why, SignInResult result)
    {
        await Audit.RefusedAsync(name, why, From);
        return result;
    }

    private sealed class SignInForm
    {
        public string User { get; set; } = "";

        public string Password { get; set; } = "";
    }
}
