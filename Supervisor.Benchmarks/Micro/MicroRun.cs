using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Micro;

/// <summary>The steps of one event by themselves, each beside a peer. In this process, short: for seeing that a step has become slow, not for the last nanosecond.</summary>
internal static class MicroRun
{
    private static readonly Type[] All = [typeof(Parse), typeof(Reduce), typeof(AppendBatch), typeof(Feed)];

    /// <param name="filter">Part of a benchmark's class; null for all.</param>
    public static bool Run(string? filter)
    {
        var limits = new Limits();
        foreach (var type in All.Where(type => filter is null || type.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            Judge(BenchmarkRunner.Run(type, Config()), limits);
        limits.Print();
        return limits.Held;
    }

    private static void Judge(Summary summary, Limits limits)
    {
        foreach (var report in summary.Reports)
        {
            var descriptor = report.BenchmarkCase.Descriptor;
            if (descriptor.WorkloadMethod.GetCustomAttribute<CeilingAttribute>() is not { } ceiling) continue;
            var peer = summary.Reports.Single(other => other.BenchmarkCase.Descriptor.Baseline && other.BenchmarkCase.Descriptor.Categories.SequenceEqual(descriptor.Categories));
            limits.AtMost($"{descriptor.Type.Name}.{descriptor.WorkloadMethod.Name}, of {peer.BenchmarkCase.Descriptor.WorkloadMethod.Name}", Median(report) / Median(peer), ceiling.Ratio);
        }
    }

    /// <summary>A machine that does something else meanwhile moves the mean first.</summary>
    private static double Median(BenchmarkReport report) => report.ResultStatistics?.Median ?? double.NaN;

    private static ManualConfig Config() => ManualConfig.Create(DefaultConfig.Instance)
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(5).WithIterationTime(TimeInterval.FromMilliseconds(150)))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
        .WithOrderer(new DefaultOrderer(SummaryOrderPolicy.Declared))
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "supervisor-benchmarks"));
}
