using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Identity;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>What happens when a browser comes back from the provider: it gets our own cookie, or the page that says why not. Nothing of the provider's is kept.</summary>
internal sealed class SingleSignOnEvents(
    ExternalUsers external,
    SignInManager<SupervisorUser> signIn,
    SingleSignOnOptions settings,
    SignInAudit audit,
    SingleSignOnTrouble trouble) : OAuthEvents
{
    /// <inheritdoc />
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var person = ExternalPerson.From(context.Principal!);
        var (id, refusal) = await external.AdmitAsync(person, context.HttpContext.RequestAborted);
        context.HandleResponse();
        if (id is null || await signIn.UserManager.FindByIdAsync(id) is not { } user)
        {
            await RefuseAsync(context.HttpContext, person.Name, refusal);
            return;
        }

        await signIn.SignInAsync(user, isPersistent: false, settings.Name);
        // was made a path of this app before it went into the protected state
        context.Response.Redirect(context.ReturnUri ?? "/");
    }

    /// <inheritdoc />
    public override Task AccessDenied(AccessDeniedContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.HandleResponse();
        return RefuseAsync(context.HttpContext, null, SingleSignOnRefusal.Denied);
    }

    /// <inheritdoc />
    public override Task RemoteFailure(RemoteFailureContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        trouble.OfReturn(context.Failure);
        context.HandleResponse();
        return context.Failure is SingleSignOnRefusedException refused
            ? RefuseAsync(context.HttpContext, null, SingleSignOnRefusal.Proof, refused.Message)
            : RefuseAsync(context.HttpContext, null, SingleSignOnRefusal.Failed);
    }

    private async Task RefuseAsync(HttpContext context, string? name, SingleSignOnRefusal why, string? fault = null)
    {
        await audit.RefusedAsync(name, $"{settings.Name}: {fault ?? Words(why)}", context.Connection.RemoteIpAddress);
        context.Response.Redirect(SingleSignOnHandler.RefusedAddress(why));
    }

    private static string Words(SingleSignOnRefusal why) => why switch
    {
        SingleSignOnRefusal.Denied => "denied there",
        SingleSignOnRefusal.NoRole => "no role",
        SingleSignOnRefusal.Disabled => "disabled",
        SingleSignOnRefusal.Name => "the name is taken here or cannot be one",
        _ => "did not come to an end",
    };
}
