namespace Supervisor.Web.Features.Today;

/// <summary>Counts today for everybody who looks at it, once per time zone.</summary>
public interface ITodayDesk
{
    /// <summary>Begins to look. The first picture comes within a moment; dispose to end.</summary>
    /// <param name="zone">Whose midnight.</param>
    ITodayReader Open(TimeZoneInfo zone);
}

/// <summary>Somebody who looks at today.</summary>
public interface ITodayReader : IDisposable
{
    /// <summary>The newest picture; another reference when it was counted anew.</summary>
    TodayPicture Current { get; }
}
