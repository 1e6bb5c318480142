namespace Supervisor.Web.Features.Floor;

/// <summary>A line of the grid: an agent, or the head of a group. A stable object, so that the line stays the same element while what it shows changes.</summary>
public interface IFloorLine
{
    /// <summary>Id of its element, the same for as long as the page is open.</summary>
    string ElementId { get; }

    /// <summary>Place among the lines shown, from 0.</summary>
    int Index { get; set; }

    /// <summary>The line the keyboard stands on.</summary>
    bool Active { get; set; }
}
