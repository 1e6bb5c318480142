using Microsoft.AspNetCore.Diagnostics;
using Supervisor.Web.Security;

namespace Supervisor.Web.Components;

/// <summary>What an empty answer becomes: a page for people, a problem (RFC 9457) for programs. Exception texts reach neither.</summary>
internal static class StatusPages
{
    public static void UseStatusPages(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        // it would post to the page, and a form that was refused for its token must not be read a second time
        app.Use((context, next) =>
        {
            if (HttpMethods.IsPost(context.Request.Method) && context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
            return next(context);
        });
        // inside the other: what has an answer already is left alone by the outer one
        app.UseWhen(context => ApiRefusal.IsForPrograms(context.Request), programs => programs.UseStatusCodePages());
    }
}
