using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

/// <summary>What the sessions of a test share, on its clock: nothing is posted anywhere, every password is "secret", no chance plays a part.</summary>
internal static class Surroundings
{
    public static SessionSurroundings On(TimeProvider time) =>
        new((_, _) => ValueTask.CompletedTask, _ => "secret", TimeSpan.FromMilliseconds(200), false, new(time), new(time), () => 0.5);
}
