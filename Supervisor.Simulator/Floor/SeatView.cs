namespace Supervisor.Simulator.Floor;

/// <summary>One agent as the query interfaces of protocol.md section 3.3 see it.</summary>
internal sealed record SeatView(
    SimulatedAgent Agent, int Status, int CtiStatus, bool IsWorking, DateTimeOffset Since, DateTimeOffset? SignedInAt, string? CallId);
