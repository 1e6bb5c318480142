using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Floor;
using Supervisor.Tests.Support;
using Supervisor.Web.Components.Controls;
using Supervisor.Web.Components.Layout;

namespace Supervisor.Tests.Floor;

public sealed class LinkBeatTests : BunitContext
{
    private readonly ManualTimeProvider _time = new();
    private readonly StalePart _part = new();

    public LinkBeatTests() => Services.AddSingleton<TimeProvider>(_time).AddScoped<BeatRide>().AddLocalization();

    [Fact]
    public void Beat_PageThatSendsNothing_GoesByItselfEveryTwoSeconds()
    {
        var beat = Render<LinkBeat>();
        var first = Shown(beat);
        Pass(2010);
        beat.WaitForAssertion(() => Assert.InRange(Shown(beat) - first, 2000, 2010));
        Pass(2010);
        beat.WaitForAssertion(() => Assert.InRange(Shown(beat) - first, 4000, 4020));
    }

    [Fact]
    public async Task Beat_BatchShortlyBeforeItIsDue_RidesInIt()
    {
        var (beat, pump) = await LivePageAsync();
        var first = Shown(beat);
        Pass(1500);
        await FlushAsync(beat, pump);
        Assert.Equal(1500, Shown(beat) - first);
        // and does not go by itself when it would have been due
        Pass(1000);
        Assert.Equal(1500, Shown(beat) - first);
    }

    [Fact]
    public async Task Beat_BatchLongBeforeItIsDue_Waits()
    {
        var (beat, pump) = await LivePageAsync();
        var first = Shown(beat);
        Pass(1000);
        await FlushAsync(beat, pump);
        Assert.Equal(first, Shown(beat));
    }

    [Fact]
    public async Task Beat_NothingStale_SendsNoBatch()
    {
        var (beat, pump) = await LivePageAsync();
        var (first, renders) = (Shown(beat), beat.RenderCount);
        _part.IsStale = false;
        Pass(1500);
        await beat.InvokeAsync(pump.Flush);
        Assert.Equal((first, renders), (Shown(beat), beat.RenderCount));
    }

    [Fact]
    public void Beat_ProcessStandsStillBetweenTwoLooksAtTheClock_GoesOn()
    {
        _time.MovesBy = TimeSpan.FromSeconds(3);
        var beat = Render<LinkBeat>();
        _time.MovesBy = TimeSpan.Zero;
        var first = Shown(beat);
        Pass(2010);
        beat.WaitForAssertion(() => Assert.InRange(Shown(beat) - first, 1, 2010));
    }

    private async Task<(IRenderedComponent<LinkBeat> Beat, LivePump Pump)> LivePageAsync()
    {
        var pump = new LivePump();
        pump.Add(_part);
        Render<LiveBatch>(parameters => parameters.Add(batch => batch.Pump, pump));
        var beat = Render<LinkBeat>();
        await beat.InvokeAsync(() => { }); // its first wait has begun
        return (beat, pump);
    }

    private Task FlushAsync(IRenderedComponent<LinkBeat> beat, LivePump pump) => beat.InvokeAsync(pump.Flush);

    private void Pass(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    private static long Shown(IRenderedComponent<LinkBeat> beat) => long.Parse(beat.Find("#link-beat").GetAttribute("data-now")!, System.Globalization.CultureInfo.InvariantCulture);

    private sealed class StalePart : ILivePart
    {
        public bool IsStale { get; set; } = true;

        public bool Concerns(FloorSnapshot floor) => false;

        public void Refresh()
        {
            // stays stale: every flush makes a batch
        }
    }
}
