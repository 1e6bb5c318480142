using System.Collections.Immutable;
using System.Security.Claims;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.FloorViews;

/// <summary>Somebody on the floor, as far as views are concerned.</summary>
/// <param name="Id">Key of the user; views belong to it, since names may be given again.</param>
/// <param name="Actor">Name and rights.</param>
/// <param name="Roles">Roles that see the floor, in the order in which their views count.</param>
/// <param name="MaySeeFloor">Has the policy <see cref="Policies.Floor"/>.</param>
public sealed record FloorUser(string Id, Actor Actor, ImmutableArray<string> Roles, bool MaySeeFloor)
{
    /// <summary>The roles of which a view can be the default; who has several opens with that of the first.</summary>
    public static readonly ImmutableArray<string> FloorRoles = [Security.Roles.Supervisor, Security.Roles.Viewer, Security.Roles.Admin];

    /// <summary>A signed-in person.</summary>
    public static FloorUser From(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var actor = Actor.From(user);
        ImmutableArray<string> roles = [.. FloorRoles.Where(user.IsInRole)];
        return new FloorUser(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? actor.Name, actor, roles, roles.Length > 0);
    }
}
