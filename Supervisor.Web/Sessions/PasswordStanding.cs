namespace Supervisor.Web.Sessions;

/// <summary>What a sign-in told about the agent's password (seed text "Signing In", table 6).</summary>
/// <param name="MustChange"><c>isForceChange</c>: the agent cannot make calls until the password is changed.</param>
/// <param name="DaysLeft"><c>timeRemaining</c> at that time, 0 to 180 days; null where the password never expires, or nothing was told.</param>
/// <param name="ToldAt">When (UTC): sessions last longer than passwords.</param>
public sealed record PasswordStanding(bool MustChange, int? DaysLeft, DateTimeOffset ToldAt)
{
    /// <summary>Below this many days the pages warn.</summary>
    public const int Warning = 14;

    /// <summary>Days left now, never below zero; null where the password never expires.</summary>
    /// <param name="now">Now (UTC).</param>
    public int? DaysLeftAt(DateTimeOffset now) => DaysLeft is { } days ? Math.Max(0, days - (int)(now - ToldAt).TotalDays) : null;
}
