using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Supervisor.Web.Components;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;
using Supervisor.Web.Security.SingleSignOn;

namespace Supervisor.Web.Features.Account;

/// <summary>What the pages of an account need beside pages.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder app)
    {
        // the form parameters ask the framework for the anti-forgery check
        app.MapPost("/account/sign-out", async ([FromForm] IFormCollection form, HttpContext context, SignInManager<SupervisorUser> manager, SignInAudit audit, EndedSignIns ended) =>
        {
            ended.EndAfter(context.Response, context.User);
            await manager.SignOutAsync();
            if (context.User.Identity is { IsAuthenticated: true, Name: { } name }) await audit.SignedOutAsync(name, context.Connection.RemoteIpAddress);
            return TypedResults.LocalRedirect("/account/sign-in");
        }).ExcludeFromDescription();
        app.MapGet("/account/single-sign-on", BeginSingleSignOn).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/account/language", ChooseLanguageAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult BeginSingleSignOn(string? returnUrl, SingleSignOnOptions settings) => settings.IsConfigured
        ? TypedResults.Challenge(new AuthenticationProperties { RedirectUri = LocalAddress.Or(returnUrl, "/") }, [SingleSignOnHandler.SchemeName])
        : TypedResults.LocalRedirect("/account/sign-in");

    private static async Task<IResult> ChooseLanguageAsync([FromForm] string? language, [FromForm] string? returnUrl, HttpContext context, LanguageCommand command)
    {
        if (Language.Named(language) is { } chosen)
        {
            context.Remember(chosen);
            await command.ChooseAsync(context.User, chosen, context.RequestAborted);
        }

        return TypedResults.LocalRedirect(LocalAddress.Or(returnUrl, "/"));
    }
}
