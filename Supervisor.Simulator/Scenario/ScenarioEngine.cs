using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator.Scenario;

/// <summary>
/// A plausible day: every agent that entered its queues gets a <see cref="Life"/>. Lives run on the scheduler only, one step at a time,
/// each with its own random numbers, so that the same seed gives every agent the same day.
/// </summary>
internal sealed class ScenarioEngine
{
    private readonly GatewayFloor _floor;
    private readonly Dictionary<string, Random> _random;

    public ScenarioEngine(GatewayFloor floor)
    {
        _floor = floor;
        _random = floor.Seats.ToDictionary(
            seat => seat.Agent.Id,
            seat => new Random(unchecked((floor.Options.Seed * 73_856_093) ^ (int.Parse(seat.Agent.Id, null) * 19_349_663))));
        floor.EnteredQueues = Begin;
    }

    private void Begin(Seat seat)
    {
        var session = seat.SessionNumber;
        // on the scheduler: the random numbers belong to it
        _floor.Scheduler.After(TimeSpan.Zero, () =>
        {
            if (session != 0 && seat.TryBeginLife(session))
                new Life(_floor, seat, session, _random[seat.Agent.Id]).Begin();
        });
    }
}
