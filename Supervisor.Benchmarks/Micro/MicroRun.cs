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
    private static readonly Type[] All = [typeof(Parse), typeof(Reduce), typeof(AppendBatch), typeof(Feed), typeof(Arrange)];

    /// <param name="filter">Part of a benchmark's class; null for all.</param>
    public static bool Run(string? filter)
    {
        Type[] asked = [.. All.Where(type => filter is null || type.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];
        if (asked.Length == 0) Report.Line($"MISSED: nothing was measured. No class of benchmarks has \"{filter}\" in its name; there are {string.Join(", ", All.Select(type => type.Name))}.");
        var limits = new Limits();
        foreach (var type in asked) Judge(type, BenchmarkRunner.Run(type, Config()).Reports, limits);
        limits.Print();
        return asked.Length > 0 && limits.Held;
    }

    /// <summary>By what has a ceiling, not by what was reported: what was not measured has missed it.</summary>
    private static void Judge(Type type, IReadOnlyList<BenchmarkReport> reports, Limits limits)
    {
        foreach (var method in type.GetMethods())
        {
            if (method.GetCustomAttribute<CeilingAttribute>() is not { } ceiling) continue;
            var measured = reports.FirstOrDefault(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method.Name);
            var peer = measured is null ? null : reports.FirstOrDefault(other => other.BenchmarkCase.Descriptor.Baseline && other.BenchmarkCase.Descriptor.Categories.SequenceEqual(measured.BenchmarkCase.Descriptor.Categories));
            limits.AtMost($"{type.Name}.{method.Name}, of {peer?.BenchmarkCase.Descriptor.WorkloadMethod.Name ?? "a peer that was not measured"}", Median(measured) / Median(peer), ceiling.Ratio);
        }
    }

    /// <summary>A machine that does something else meanwhile moves the mean first.</summary>
    private static double Median(BenchmarkReport? report) => report?.ResultStatistics?.Median ?? double.NaN;

    private static ManualConfig Config() => ManualConfig.Create(DefaultConfig.Instance)
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(4).WithIterationCount(5).WithIterationTime(TimeInterval.FromMilliseconds(150)))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
        .WithOrderer(new DefaultOrderer(SummaryOrderPolicy.Declared))
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "supervisor-benchmarks"));
}
