using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Account;

/// <summary>What the pages of an account need beside pages.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder app) =>
        // the form parameter asks the framework for the anti-forgery check
        app.MapPost("/account/sign-out", async ([FromForm] IFormCollection form, SignInManager<SupervisorUser> manager) =>
        {
            await manager.SignOutAsync();
            return TypedResults.LocalRedirect("/account/sign-in");
        }).ExcludeFromDescription();
}
