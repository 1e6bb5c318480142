namespace Supervisor.Simulator;

internal static class EntryPoint
{
    private static int Main() => 0;
}
