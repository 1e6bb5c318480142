namespace Supervisor.Web.Persistence.Entities;

/// <summary>How one user likes the floor.</summary>
public sealed class FloorPerson
{
    /// <summary>Key of the user.</summary>
    public required string UserId { get; set; }

    /// <summary>Columns and density, as JSON; empty for the default.</summary>
    public string Layout { get; set; } = "";

    /// <summary>The view that was open when the layout was last changed; null for none.</summary>
    public int? LayoutViewId { get; set; }

    /// <summary>The view with which the floor opens; null for the one of the role.</summary>
    public int? DefaultViewId { get; set; }
}
