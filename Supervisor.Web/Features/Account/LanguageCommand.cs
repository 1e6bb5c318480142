using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Components;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.Account;

/// <summary>A person's own language, kept with the account for the next browser. Not audited: it changes nothing for anybody else.</summary>
internal sealed class LanguageCommand(IDbContextFactory<SupervisorDb> databases)
{
    /// <summary>Does nothing for somebody who is not signed in.</summary>
    public async Task ChooseAsync(ClaimsPrincipal person, Language language, CancellationToken cancellationToken)
    {
        if (person.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id) return;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Users.Where(user => user.Id == id).ExecuteUpdateAsync(user => user.SetProperty(x => x.Language, language.Code), cancellationToken);
    }
}
