using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Microsoft.Extensions.Options;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Cli;

/// <summary><c>history verify</c>: says whether the stored history is as it was written.</summary>
internal static class VerifyCommand
{
    /// <summary>Findings that are printed; the rest is counted.</summary>
    private const int MostShown = 1_000;

    /// <param name="open">Prepares the store and returns the services.</param>
    public static Command Create(Func<CancellationToken, Task<IServiceProvider>> open)
    {
        var from = Day("--from", "First day whose events are followed (UTC, 2026-11-21)");
        var to = Day("--to", "Last day whose events are followed");
        var head = new Option<string?>("--head") { Description = "A chain head that was copied out earlier: it must occur in the chain" };
        head.Validators.Add(result =>
        {
            if (HeadOf(result.GetValueOrDefault<string?>()) is null) result.AddError("--head: expected the 64 hexadecimal digits of a chain head.");
        });
        var verify = new Command("verify", "Follows the chain over the stored events, and names what was changed, removed or put in") { from, to, head };
        verify.Validators.Add(result =>
        {
            if (DayOf(result.GetValue(from)) > DayOf(result.GetValue(to))) result.AddError("--to must not be before --from.");
            if (result.GetValue(head) is not null && (result.GetValue(from) ?? result.GetValue(to)) is not null) result.AddError("--head is looked for in the whole chain: leave --from and --to out.");
        });
        verify.SetAction(async (parsed, cancellationToken) =>
        {
            var services = await open(cancellationToken);
            var (first, last) = (DayOf(parsed.GetValue(from)), DayOf(parsed.GetValue(to)));
            var report = Tell(Verification(services), first, last, HeadOf(parsed.GetValue(head)), parsed.InvocationConfiguration.Output, cancellationToken);
            if ((first ?? last) is null) await services.GetRequiredService<VerificationRecord>().KeepAsync(report, cancellationToken);
            return report.Findings == 0 ? ExitCode.Done : ExitCode.Refused;
        });
        return verify;
    }

    /// <summary>Of the store of these services, by the retention that is in force.</summary>
    public static ChainVerification Verification(IServiceProvider services) => new(
        services.GetRequiredService<DataDirectory>().Database,
        new Retention(services.GetRequiredService<IOptions<HistoryOptions>>().Value, services.GetRequiredService<TimeProvider>().GetUtcNow()));

    /// <summary>Verifies, and tells what was seen.</summary>
    public static ChainReport Tell(ChainVerification verification, DateOnly? from, DateOnly? to, byte[]? head, TextWriter output, CancellationToken cancellationToken)
    {
        var shown = 0;
        var report = verification.Run(from, to, head, finding =>
        {
            if (shown++ < MostShown) output.WriteLine(finding);
        }, cancellationToken);
        if (shown > MostShown) Say($"... and {shown - MostShown} more findings.");
        if (report is { Findings: 0, Events: 0, Days: 0, Unsealed: 0 }) Say($"Nothing to verify: {verification.File} holds no events.");
        else Say($"{(report.Findings == 0 ? "Verified" : $"NOT AS WRITTEN in {report.Findings} place{(report.Findings == 1 ? "" : "s")}")}: {report.Events} events under {report.Days} day seals.");
        if (report.Lost > 0) Say($"{report.Lost} numbers were never written: those events found no room before they reached the disk, and stand in the history as gaps. That is no finding.");
        if (report.Pruned > 0) Say($"{report.Pruned} events were removed by the retention; their seals are there.");
        if (report.Erased > 0) Say($"{report.Erased} recognition results were emptied by the retention; their links hold without what was said.");
        if (report.Unerasable > 0) Say($"{report.Unerasable} recognition results keep what was said although they are old enough: they were linked by a version whose chain needs the content. They go with their events.");
        if (report.Unsealed > 0) Say($"{report.Unsealed} events are older than the chain: nothing is said about them.");
        if (report.Newest is { } newest) Say($"Sealed through event {newest.Last} of {newest.Day:yyyy-MM-dd}, head {newest.Text}");
        output.WriteLine("This is about this store since it was written, not about what the gateway delivered. Whoever can write the store could rebuild the whole chain:");
        output.WriteLine("keep a head elsewhere, and give it with --head.");
        return report;

        void Say(FormattableString line) => output.WriteLine(FormattableString.Invariant(line));
    }

    private static Option<string?> Day(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (DayOf(result.GetValueOrDefault<string?>()) is null) result.AddError($"{name}: expected a day such as 2026-11-21.");
        });
        return option;
    }

    private static DateOnly? DayOf(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static byte[]? HeadOf(string? text) => text is { Length: 2 * EventLink.Size } && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
}
