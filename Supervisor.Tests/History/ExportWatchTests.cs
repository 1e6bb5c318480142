using Supervisor.Web.Features.History;

namespace Supervisor.Tests.History;

public sealed class ExportWatchTests
{
    [Fact]
    public void Find_OthersOrUnknownOrClosed_Nothing()
    {
        var desk = new ExportDesk();
        var watch = desk.Open("ann");
        Assert.Same(watch, desk.Find(watch.Key, "ann"));
        Assert.Null(desk.Find(watch.Key, "bob"));
        Assert.Null(desk.Find("0", "ann"));
        Assert.Null(desk.Find(null, "ann"));
        desk.Close(watch);
        Assert.Null(desk.Find(watch.Key, "ann"));
        Assert.Equal(0, desk.Count);
    }

    [Fact]
    public void TryBegin_WhileOneRuns_NothingUntilItHasEnded()
    {
        var watch = new ExportDesk().Open("ann");
        Assert.NotNull(watch.TryBegin(default));
        Assert.Null(watch.TryBegin(default));
        watch.End(ExportPhase.Done);
        Assert.NotNull(watch.TryBegin(default));
    }

    [Fact]
    public void States_SlowReader_TheLatestOnly()
    {
        var watch = new ExportDesk().Open("ann");
        watch.TryBegin(default);
        watch.Report(new ExportProgress(1, 10));
        watch.Report(new ExportProgress(9, 10));
        watch.End(ExportPhase.Failed);
        watch.Report(new ExportProgress(10, 10));
        Assert.True(watch.States.TryRead(out var state));
        Assert.Equal(new ExportState(ExportPhase.Failed, new ExportProgress(9, 10)), state);
        Assert.False(watch.States.TryRead(out _));
    }

    [Fact]
    public void Cancel_RunningOrNot_EndsWhatRuns()
    {
        var watch = new ExportDesk().Open("ann");
        watch.Cancel();
        var token = watch.TryBegin(default)!.Token;
        Assert.False(token.IsCancellationRequested);
        watch.Cancel();
        Assert.True(token.IsCancellationRequested);
        watch.End(ExportPhase.Cancelled);
        watch.Cancel();
    }
}
