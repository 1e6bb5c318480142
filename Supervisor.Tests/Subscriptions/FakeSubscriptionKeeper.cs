using System.Collections.Concurrent;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Subscriptions;

/// <summary>Subscriptions that are as a test says, and what was asked of them.</summary>
internal sealed class FakeSubscriptionKeeper : ISubscriptionKeeper
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentDictionary<string, SubscriptionHealth> Healths { get; } = [];

    public ConcurrentQueue<string> Asked { get; } = [];

    public Task NextChange => _next.Task;

    public void Nudge() => Asked.Enqueue("nudge");

    public SubscriptionHealth? Find(string gateway) => Healths.GetValueOrDefault(gateway);

    public bool Retry(string gateway)
    {
        Asked.Enqueue($"retry {gateway}");
        return Healths.ContainsKey(gateway);
    }

    public void Set(SubscriptionHealth health)
    {
        Healths[health.Gateway] = health;
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}
