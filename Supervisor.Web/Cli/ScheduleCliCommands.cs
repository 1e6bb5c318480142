using System.CommandLine;
using Supervisor.Web.Features.Schedules;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Cli;

/// <summary><c>history schedules list | run NAME</c>.</summary>
internal static class ScheduleCliCommands
{
    /// <param name="open">Prepares the store and returns the services.</param>
    public static Command Create(Func<CancellationToken, Task<IServiceProvider>> open) => new("schedules", "Exports that run by themselves; they are made on the page /history/schedules.") { List(open), Run(open) };

    private static Command List(Func<CancellationToken, Task<IServiceProvider>> open)
    {
        var list = new Command("list", "One line each: name, what, when, next time, last run.");
        list.SetAction(async (parsed, cancellationToken) =>
        {
            var services = await open(cancellationToken);
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            foreach (var schedule in await services.GetRequiredService<ScheduleStore>().AllAsync(cancellationToken))
            {
                var next = !schedule.Enabled ? "switched off" : ScheduleRules.NextOf(schedule, now) is { } time ? $"next {time:yyyy-MM-ddTHH:mmzzz}" : "never";
                await parsed.InvocationConfiguration.Output.WriteLineAsync(FormattableString.Invariant(
                    $"{schedule.Name}  {ScheduleWords.Period(schedule.Period)}  {schedule.Format}  {ScheduleWords.Days(schedule)} at {ScheduleWords.Time(schedule)} {schedule.Zone}  {next}  {ScheduleWords.State(schedule)}{(schedule.Message is { } said ? $": {said}" : "")}"));
            }
            return ExitCode.Done;
        });
        return list;
    }

    private static Command Run(Func<CancellationToken, Task<IServiceProvider>> open)
    {
        var name = new Argument<string>("NAME");
        var run = new Command("run", "Writes the file of a schedule now, for the period as seen from today.") { name };
        run.SetAction(async (parsed, cancellationToken) =>
        {
            var services = await open(cancellationToken);
            var (store, scheduled, time) = (services.GetRequiredService<ScheduleStore>(), services.GetRequiredService<ScheduledRun>(), services.GetRequiredService<TimeProvider>());
            var wanted = parsed.GetRequiredValue(name);
            if ((await store.AllAsync(cancellationToken)).FirstOrDefault(schedule => schedule.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase)) is not { } found)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"There is no schedule {wanted}. 'history schedules list' names them.");
                return ExitCode.Refused;
            }
            var due = time.GetUtcNow();
            var outcome = await scheduled.WriteAsync(found, due, Actor.CommandLine, cancellationToken);
            (found.State, found.DueAt, found.EndedAt, found.Message, found.NextTryAt) = (outcome.IsDone ? ScheduleState.Done : ScheduleState.Failed, due, time.GetUtcNow(), outcome.Message, null);
            await store.KeepRunAsync(found, cancellationToken);
            await (outcome.IsDone ? parsed.InvocationConfiguration.Output : parsed.InvocationConfiguration.Error)
                .WriteLineAsync(outcome.IsDone ? Path.Combine(scheduled.Directory, outcome.Message) : $"The export could not be written: {outcome.Message}");
            return outcome.IsDone ? ExitCode.Done : ExitCode.Refused;
        });
        return run;
    }
}
