using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Setup;

public sealed partial class SetupPage
{
    private SetupLink _link;
    private IReadOnlyList<FieldError> _errors = [];

    [Inject]
    private FirstAdmin FirstAdmin { get; set; } = default!;

    [Inject]
    private SignInManager<SupervisorUser> SignIn { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery]
    private string? Key { get; set; }

    [SupplyParameterFromForm]
    private SetupForm Input { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new SetupForm { Key = Key };
        _link = await FirstAdmin.CheckAsync(Input.Key, Context.RequestAborted);
    }

    private async Task CreateAsync()
    {
        if (Input.Password != Input.Repeated)
        {
            _errors = [new FieldError("repeated", "The two passwords are not the same.")];
            return;
        }

        (_link, var outcome) = await FirstAdmin.CreateAsync(Input.Key, Input.Name ?? "", Input.Password ?? "", Context.RequestAborted);
        _errors = outcome.IsDone || _link != SetupLink.Good ? [] : outcome.Errors;
        if (!outcome.IsDone) return;
        await SignIn.PasswordSignInAsync(Input.Name!, Input.Password!, isPersistent: false, lockoutOnFailure: false);
        Navigation.NavigateTo("/", forceLoad: true);
    }

    /// <summary>What the form posts.</summary>
    public sealed class SetupForm
    {
        /// <summary>The key of the link.</summary>
        public string? Key { get; set; }

        /// <summary>User name.</summary>
        public string? Name { get; set; }

        /// <summary>Password.</summary>
        public string? Password { get; set; }

        /// <summary>The same again.</summary>
        public string? Repeated { get; set; }
    }
}
