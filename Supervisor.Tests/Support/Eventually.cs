namespace Supervisor.Tests.Support;

/// <summary>Waits for a condition, with one deadline for all tests. Never waits for time itself.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public static Task IsTrueAsync(Func<bool> condition, string what = "the condition") => IsTrueAsync(() => Task.FromResult(condition()), what);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what = "the condition")
    {
        using var late = new CancellationTokenSource(Deadline);
        while (!await condition())
        {
            if (late.IsCancellationRequested) throw new TimeoutException($"{what} did not come true within {Deadline.TotalSeconds} s");
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }
    }
}
