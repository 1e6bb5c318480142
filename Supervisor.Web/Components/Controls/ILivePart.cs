using Supervisor.Domain.Floor;

namespace Supervisor.Web.Components.Controls;

/// <summary>A piece of a page that can tell cheaply whether what it shows is out of date.</summary>
public interface ILivePart
{
    /// <summary>True when rendering would change what is seen.</summary>
    bool IsStale { get; }

    /// <summary>Renders this piece alone.</summary>
    void Refresh();

    /// <summary>A picture changes the one agent that it shows; parts about many agents say no.</summary>
    bool Concerns(FloorSnapshot floor);
}
