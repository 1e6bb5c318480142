using Supervisor.Web.Security;

namespace Supervisor.Web.Components;

/// <summary>What an empty answer becomes: a page for people, a problem (RFC 9457) for programs. Exception texts reach neither.</summary>
internal static class StatusPages
{
    public static void UseStatusPages(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        // inside the other: what has an answer already is left alone by the outer one
        app.UseWhen(context => ApiRefusal.IsForPrograms(context.Request), programs => programs.UseStatusCodePages());
    }
}
