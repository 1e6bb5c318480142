namespace Supervisor.Web.Features.Schedules;

/// <summary>A file that a schedule has written.</summary>
/// <param name="Part">What it is, as its address ends: <c>file</c>, or <c>about</c> for the text that says what is in it.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="ContentType">As HTTP tells it.</param>
internal sealed record ScheduleFile(string Part, string Path, string ContentType)
{
    /// <summary>Its name without the directory.</summary>
    public string Name => System.IO.Path.GetFileName(Path);
}
