using System.Security.Claims;
using Supervisor.Web.Features.Floor;

namespace Supervisor.Web.Features.FloorViews;

/// <summary>Keeps how people like the floor. Every call asks anew what the person may.</summary>
public interface IFloorViews
{
    /// <summary>How this person likes the floor.</summary>
    Task<FloorHabits> LoadAsync(ClaimsPrincipal person, CancellationToken cancellationToken);

    /// <summary>Keeps the columns; null for the default.</summary>
    Task<Outcome> KeepLayoutAsync(ClaimsPrincipal person, FloorLayout? layout, int? viewId, CancellationToken cancellationToken);

    /// <summary>Keeps a new view.</summary>
    Task<Outcome> AddAsync(ClaimsPrincipal person, string name, FloorChoice choice, FloorLayout layout, CancellationToken cancellationToken);

    /// <summary>Changes what an own view shows.</summary>
    Task<Outcome> ReplaceAsync(ClaimsPrincipal person, int id, FloorChoice choice, FloorLayout layout, CancellationToken cancellationToken);

    /// <summary>Gives an own view another name.</summary>
    Task<Outcome> RenameAsync(ClaimsPrincipal person, int id, string name, CancellationToken cancellationToken);

    /// <summary>Shows an own view to everybody on the floor, or to nobody else any more.</summary>
    Task<Outcome> ShareAsync(ClaimsPrincipal person, int id, bool isShared, CancellationToken cancellationToken);

    /// <summary>Removes an own view; an administrator removes any shared one.</summary>
    Task<Outcome> RemoveAsync(ClaimsPrincipal person, int id, CancellationToken cancellationToken);

    /// <summary>Sets what this person's floor opens with; null: what the role's does.</summary>
    Task<Outcome> SetOwnDefaultAsync(ClaimsPrincipal person, int? id, CancellationToken cancellationToken);

    /// <summary>Sets what the floor of a role opens with, or takes it back.</summary>
    Task<Outcome> SetRoleDefaultAsync(ClaimsPrincipal person, int id, string role, bool isDefault, CancellationToken cancellationToken);
}
