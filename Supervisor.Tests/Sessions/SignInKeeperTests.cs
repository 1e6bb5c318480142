using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

/// <summary>The file that the next run needs after a kill: when it is written.</summary>
public sealed class SignInKeeperTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("supervisor-keeper-");
    private readonly ManualTimeProvider _time = new();
    private readonly SignInKeeper _keeper;
    private int _asked;

    public SignInKeeperTests() =>
        _keeper = new SignInKeeper(TempStore.At(_directory.FullName), new EphemeralDataProtectionProvider(), _time, NullLogger<SignInKeeper>.Instance);

    [Fact]
    public async Task Soon_WhileItRuns_IsWrittenAfterTheShortPause()
    {
        using var stopping = new CancellationTokenSource();
        _keeper.Soon();
        var running = _keeper.RunAsync(Held, stopping.Token);
        await AfterAsync(SignInKeeper.Pause, saves: 1);
        Assert.Equal("guid 1", Assert.Single(_keeper.Load()).Value.Guid);

        await AfterAsync(SignInKeeper.Interval, saves: 1);
        await AfterAsync(SignInKeeper.Pause, saves: 2);
        await stopping.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Soon_ManyTimes_IsWrittenOnce()
    {
        using var stopping = new CancellationTokenSource();
        for (var i = 0; i < 100; i++) _keeper.Soon();
        var running = _keeper.RunAsync(Held, stopping.Token);
        await AfterAsync(SignInKeeper.Pause / 2, saves: 0);
        await AfterAsync(SignInKeeper.Pause / 2, saves: 1);
        await AfterAsync(SignInKeeper.Interval - SignInKeeper.Pause, saves: 1);
        await stopping.CancelAsync();
        await running;
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private IEnumerable<KeptSignIn> Held() => [new KeptSignIn("g", "291", 0, $"guid {++_asked}", null, _time.GetUtcNow(), null, InQueues: true)];

    private async Task AfterAsync(TimeSpan wait, int saves)
    {
        await Eventually.IsTrueAsync(() => _time.ArmedTimers == 1, "it waits");
        _time.Advance(wait);
        await Eventually.IsTrueAsync(() => _asked == saves && _time.ArmedTimers == 1, $"{saves} times written");
    }
}
