namespace Supervisor.Domain.Limits;

/// <summary>How long a state may last before the floor points at it. The warning comes before the alarm; both are whole seconds between <see cref="Shortest"/> and <see cref="Longest"/>.</summary>
/// <param name="Warning">From here on: look.</param>
/// <param name="Alarm">From here on: act.</param>
public sealed record StateLimit(TimeSpan Warning, TimeSpan Alarm)
{
    /// <summary>The least that either may be.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>The most that either may be.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>0 within the limit, 1 from the warning on, 2 from the alarm on.</summary>
    public int Level(TimeSpan lasted) => lasted >= Alarm ? 2 : lasted >= Warning ? 1 : 0;

    /// <summary>From seconds.</summary>
    public static StateLimit Seconds(int warning, int alarm) => new(TimeSpan.FromSeconds(warning), TimeSpan.FromSeconds(alarm));
}
