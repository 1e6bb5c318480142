using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Metering;
using Supervisor.Web.Observability;
using Supervisor.Web.Realtime;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Observability;

public sealed class MetricsReaderTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MetricsReader _reader;
    private readonly Meter _meter;

    public MetricsReaderTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        (_reader, _meter) = (new MetricsReader(meters), meters.Own());
    }

    [Fact]
    public void Write_EveryKind_IsReadBackAsItWasMeasured()
    {
        var counter = _meter.CreateCounter<long>("test.things", "{thing}", "Things, with a \\ and\na line end.");
        counter.Add(2, new KeyValuePair<string, object?>("kind", "a \"quoted\" \\ one\nmore"));
        counter.Add(3, new KeyValuePair<string, object?>("kind", "b"));
        counter.Add(4, new KeyValuePair<string, object?>("kind", "b"));
        _meter.CreateObservableGauge("test.size", () => 12.5, "By", "Size.");
        var histogram = _meter.CreateHistogram("test.took", "s", "Took.", tags: null, SupervisorMeter.Durations);
        foreach (var seconds in (double[])[0.00005, 0.0001, 0.003, 99]) histogram.Record(seconds);

        var families = Read();
        var things = families.Single(family => family.Name == "test_things_total");
        Assert.Equal(("counter", @"Things, with a \\ and\na line end."), (things.Type, things.Help));
        Assert.Equal([2, 7], things.Samples.Select(sample => sample.Value));
        Assert.Equal("a \"quoted\" \\ one\nmore", things.Samples[0].Labels["kind"]);
        Assert.Equal(12.5, Assert.Single(families.Single(family => family.Name == "test_size_bytes").Samples).Value);
        var took = families.Single(family => family.Name == "test_took_seconds");
        var buckets = took.Samples.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).ToList();
        Assert.Equal(17, buckets.Count);
        Assert.Equal((2, 3, 3, 4), (buckets[0].Value, buckets.Single(bucket => bucket.Labels["le"] == "0.005").Value, buckets[^2].Value, buckets[^1].Value));
        Assert.Equal("+Inf", buckets[^1].Labels["le"]);
        Assert.Equal(4, took.Samples.Single(sample => sample.Name == "test_took_seconds_count").Value);
        Assert.Equal(99.00315, took.Samples.Single(sample => sample.Name == "test_took_seconds_sum").Value, 6);
    }

    [Fact]
    public void Write_Twice_HasTheSameOrder()
    {
        _ = new SessionMetrics(_services.GetRequiredService<IMeterFactory>());
        var names = Read().Select(family => family.Name).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(names, Read().Select(family => family.Name));
    }

    [Fact]
    public void Write_AskedForSeriesThatIsGone_IsLeftOut()
    {
        List<string> gateways = ["one", "two"];
        _meter.CreateObservableGauge("test.up", () => gateways.Select(name => SupervisorMeter.Of(1, "gateway", name)));
        Assert.Equal(2, Read().Single(family => family.Name == "test_up").Samples.Count);
        gateways.Remove("one");
        Assert.Equal("two", Assert.Single(Read().Single(family => family.Name == "test_up").Samples).Labels["gateway"]);
    }

    [Fact]
    public void Measure_LabelsWithoutEnd_AreCountedTogether()
    {
        var counter = _meter.CreateCounter<long>("test.wild");
        for (var n = 0; n < 1000; n++) counter.Add(1, new KeyValuePair<string, object?>("agent", $"{n}"));
        var samples = Read().Single(family => family.Name == "test_wild_total").Samples;
        Assert.Equal(Family.MostSeries + 1, samples.Count);
        Assert.Equal(1000, samples.Sum(sample => sample.Value));
        Assert.Equal(1000 - Family.MostSeries, samples.Single(sample => sample.Labels.ContainsKey("overflow")).Value);
    }

    [Fact]
    public void Write_AskedForLabelsWithoutEnd_AddsUpThoseBeyondInEachReading()
    {
        _meter.CreateObservableGauge("test.many", () => Enumerable.Range(0, 1000).Select(n => SupervisorMeter.Of(1, "agent", $"{n}")));
        for (var reading = 0; reading < 2; reading++)
        {
            var samples = Read().Single(family => family.Name == "test_many").Samples;
            Assert.Equal(Family.MostSeries + 1, samples.Count);
            Assert.Equal(1000 - Family.MostSeries, samples.Single(sample => sample.Labels.ContainsKey("overflow")).Value);
        }
    }

    [Fact]
    public void Write_AnotherAppInTheSameProcess_IsNotMixedIn()
    {
        using var other = new ServiceCollection().AddMetrics().BuildServiceProvider();
        other.GetRequiredService<IMeterFactory>().Own().CreateCounter<long>("test.other").Add(1);
        Assert.DoesNotContain(Read(), family => family.Name == "test_other_total");
    }

    /// <summary>A site polls a thousand times a second: what counts must not make garbage.</summary>
    [Fact]
    public void Measure_APollAndAnEvent_AllocatesNothing()
    {
        var sessions = new SessionMetrics(_services.GetRequiredService<IMeterFactory>());
        var floor = new FloorMetrics(_services.GetRequiredService<IMeterFactory>());
        for (var n = 0; n < 100; n++) Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 10_000; n++) Once();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(10_100, Read().Single(family => family.Name == "supervisor_floor_lag_seconds").Samples.Single(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value);

        void Once()
        {
            sessions.Polled(AnswerKind.Ok, 1);
            sessions.Polled(AnswerKind.Unreachable, 0);
            sessions.Answered(TimeSpan.FromMilliseconds(3));
            floor.Shown(TimeSpan.FromMilliseconds(0.4));
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _services.Dispose();
    }

    private IReadOnlyList<ParsedFamily> Read() => PrometheusParser.Parse(_reader.Write());
}
