using System.Text.Json.Nodes;
using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator.Control;

/// <summary>Heartbeats as the control endpoints show them; README.md describes the members.</summary>
internal static class HeartbeatEndpoints
{
    public static JsonArray Log(Seat seat) =>
        new([.. seat.Heartbeats().Select(heartbeat => new JsonObject
        {
            ["at"] = heartbeat.At,
            ["operation"] = heartbeat.Operation,
            ["tokenChanged"] = heartbeat.TokenChanged,
        })]);

    public static JsonArray Intervals(GatewayFloor floor) =>
        new([.. floor.Seats.Select(seat => seat.HeartbeatIntervals()).OfType<HeartbeatIntervals>().Select(agent => new JsonObject
        {
            ["workno"] = agent.AgentId,
            ["count"] = agent.Count,
            ["minSeconds"] = agent.MinSeconds,
            ["maxSeconds"] = agent.MaxSeconds,
            ["meanSeconds"] = agent.MeanSeconds,
        })]);
}
