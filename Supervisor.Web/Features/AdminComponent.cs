using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features;

/// <summary>What the pages of administration share: who acts, and the end of waiting when the page is left.</summary>
public abstract class AdminComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>What was wrong with the last command.</summary>
    protected IReadOnlyList<FieldError> Errors { get; set; } = [];

    /// <summary>What the last command did, for everybody to read and hear.</summary>
    protected string Said { get; set; } = "";

    /// <summary>The signed-in person, asked for anew at each command: roles can change while a page is open.</summary>
    protected async Task<Actor> ActorAsync() => Actor.From((await Authentication).User);

    /// <summary>Keeps the errors, or says <paramref name="done"/>; true when the command was done.</summary>
    protected bool Took(Outcome outcome, string done)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        Errors = outcome.Errors;
        Said = outcome.IsDone ? done : "";
        return outcome.IsDone;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the waiting.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        _gone.Cancel();
        _gone.Dispose();
    }
}
