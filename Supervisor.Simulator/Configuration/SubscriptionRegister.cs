using System.Globalization;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Scheduling;

namespace Supervisor.Simulator.Configuration;

/// <summary>
/// The subscriptions of recognition results. One without handshake for five minutes is dead for ever; several of one client live side by side.
/// Safe from any thread.
/// </summary>
internal sealed class SubscriptionRegister(TimeSpan timeout, Scheduler scheduler)
{
    private const int Remembered = 1_000;

    private readonly Lock _gate = new();
    private readonly List<Subscription> _all = [];
    private int _last = 100;
    private volatile Subscription[] _registered = [];

    public Subscription Add(RegisterRequest request)
    {
        lock (_gate)
        {
            var at = scheduler.WallClock;
            // as in the example: time, node, number
            var id = string.Create(CultureInfo.InvariantCulture, $"{at:yyyyMMddHHmmss}-001-{++_last:D5}");
            var subscription = new Subscription(id, request, at, scheduler.Now);
            if (_all.Count == Remembered)
                _all.RemoveAt(0);
            _all.Add(subscription);
            _registered = [.. _all];
            return subscription;
        }
    }

    /// <summary>Takes a handshake, or returns the code to refuse it with. A subscription registered without a token takes any.</summary>
    public string Handshake(string serverId, string token)
    {
        lock (_gate)
        {
            if (_all.Find(subscription => subscription.ServerId == serverId) is not { } found || !IsAlive(found))
                return RetCode.ConfigurationCommunicationFailed;
            if (found.Request.Token is { } registered && registered != token)
                return RetCode.ConfigurationInputIllegal;
            (found.LastSign, found.LastHandshakeAt) = (scheduler.Now, scheduler.WallClock);
            return RetCode.Success;
        }
    }

    /// <summary>As after a restart of the gateway: nobody ever registered.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            // results on their way look here before they leave
            _all.ForEach(subscription => subscription.Ended = true);
            _all.Clear();
            _registered = [];
        }
    }

    /// <summary>The living ones, in order of registration. No lock when there never was one: conversations ask all the time.</summary>
    public Subscription[] Alive()
    {
        if (_registered.Length == 0)
            return [];
        lock (_gate)
            return [.. _all.Where(IsAlive)];
    }

    public bool Lives(Subscription subscription)
    {
        lock (_gate)
            return IsAlive(subscription);
    }

    public SubscriptionStanding[] Standings()
    {
        lock (_gate)
        {
            return [.. _all.Select(subscription => new SubscriptionStanding(
                subscription.ServerId, subscription.Request.CallBack, subscription.RegisteredAt, subscription.LastHandshakeAt, IsAlive(subscription)))];
        }
    }

    /// <summary>Ends the living ones, or the one with this id; returns how many.</summary>
    public int End(string? serverId = null)
    {
        lock (_gate)
        {
            var ending = _all.FindAll(subscription => IsAlive(subscription) && (serverId is null || subscription.ServerId == serverId));
            ending.ForEach(subscription => subscription.Ended = true);
            return ending.Count;
        }
    }

    private bool IsAlive(Subscription subscription) => !subscription.Ended && scheduler.Now - subscription.LastSign < timeout;
}
