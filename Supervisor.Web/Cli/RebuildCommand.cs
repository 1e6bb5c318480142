using System.CommandLine;
using Supervisor.Web.Intervals;
using Supervisor.Web.Security;

namespace Supervisor.Web.Cli;

/// <summary>The command <c>history rebuild</c>.</summary>
internal static class RebuildCommand
{
    private const int MostShown = 20;

    /// <param name="open">Prepares the store and returns the services.</param>
    public static Command Create(Func<CancellationToken, Task<IServiceProvider>> open)
    {
        var rebuild = new Command("rebuild", "Makes the state intervals again from the events, and says whether they were right");
        rebuild.SetAction(async (parsed, cancellationToken) =>
        {
            var services = await open(cancellationToken);
            var report = await services.GetRequiredService<IntervalRebuild>().RunAsync(null, cancellationToken);
            await services.GetRequiredService<AuditTrail>().KeepAsync(
                Actor.CommandLine, "history.rebuild", "intervals", FormattableString.Invariant($"{report.Different.Count} of {report.Agents} agents were different"), cancellationToken);
            Tell(report, parsed.InvocationConfiguration.Output);
            return ExitCode.Done;
        });
        return rebuild;
    }

    private static void Tell(RebuildReport report, TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"{report.Events} events give {report.Intervals} ended intervals of {report.Agents} agents."));
        if (report.Different.Count == 0)
        {
            output.WriteLine("The stored intervals were the same; nothing was changed.");
            return;
        }

        output.WriteLine(FormattableString.Invariant($"The stored intervals of {report.Different.Count} agents were not what the events say; they are now:"));
        foreach (var agent in report.Different.Take(MostShown)) output.WriteLine($"  {agent}");
        if (report.Different.Count > MostShown) output.WriteLine(FormattableString.Invariant($"  and {report.Different.Count - MostShown} more"));
    }
}
