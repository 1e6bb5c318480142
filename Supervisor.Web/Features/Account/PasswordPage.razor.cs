using Microsoft.AspNetCore.Components;

namespace Supervisor.Web.Features.Account;

/// <summary>The page on which a person changes the own password.</summary>
public sealed partial class PasswordPage
{
    private IReadOnlyList<FieldError> _errors = [];
    private bool _done;

    [SupplyParameterFromForm(FormName = "own-password")] private PasswordForm Input { get; set; } = default!;

    [Inject] private OwnPassword Own { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    /// <inheritdoc />
    protected override void OnInitialized() => Input ??= new PasswordForm();

    private async Task ChangeAsync()
    {
        var outcome = Input.Chosen == Input.Repeated
            ? await Own.ChangeAsync(Http.User, Input.Current, Input.Chosen, Http.Connection.RemoteIpAddress, Http.RequestAborted)
            : Outcome.Invalid("repeated", "The two passwords are not the same.");
        (Input, _errors, _done) = (new PasswordForm(), outcome.Errors, outcome.IsDone);
    }

    private sealed class PasswordForm
    {
        public string Current { get; set; } = "";

        public string Chosen { get; set; } = "";

        public string Repeated { get; set; } = "";
    }
}
