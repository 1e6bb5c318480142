namespace Supervisor.Web.Persistence.Entities;

/// <summary>A way to look at the floor that somebody has kept.</summary>
public sealed class SavedFloorView
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>Key of the user whose it is.</summary>
    public required string OwnerId { get; set; }

    /// <summary>That user's name, for the others.</summary>
    public required string Owner { get; set; }

    /// <summary>Unique for its owner.</summary>
    public required string Name { get; set; }

    /// <summary>Filters, groups and order, as in the address of the floor.</summary>
    public string Query { get; set; } = "";

    /// <summary>Columns and density, as JSON.</summary>
    public string Layout { get; set; } = "";

    /// <summary>Everybody on the floor sees it.</summary>
    public bool Shared { get; set; }

    /// <summary>Roles whose floor opens with it, with commas between them; each role is in one view at most.</summary>
    public string Roles { get; set; } = "";
}
