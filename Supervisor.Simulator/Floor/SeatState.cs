namespace Supervisor.Simulator.Floor;

/// <summary>What an agent does, fine enough for all code tables of protocol.md section 2.9.</summary>
internal enum SeatState
{
    SignedOut,
    Idle,
    Ringing,
    Talking,
    Hold,
    WrapUp,
    Busy,
    Rest,
}

/// <summary>The same state in the words and numbers that others use.</summary>
internal static class SeatStates
{
    public static bool InCall(this SeatState state) => state is SeatState.Ringing or SeatState.Talking or SeatState.Hold;

    public static string Word(this SeatState state) => state switch
    {
        SeatState.SignedOut => "signedOut",
        SeatState.Idle => "idle",
        SeatState.Ringing => "ringing",
        SeatState.Talking => "talking",
        SeatState.Hold => "hold",
        SeatState.WrapUp => "wrapUp",
        SeatState.Busy => "busy",
        _ => "rest",
    };

    /// <summary>Table A, "gateway status". 9 is rest asked for during a call.</summary>
    public static int GatewayStatus(this SeatState state, bool restPending) => state switch
    {
        SeatState.SignedOut => 2,
        SeatState.Idle => 4,
        SeatState.WrapUp => 5,
        SeatState.Busy => 3,
        SeatState.Rest => 8,
        _ => restPending ? 9 : 7,
    };

    /// <summary>Table B, "CTI platform status".</summary>
    public static int CtiStatus(this SeatState state) => state switch
    {
        SeatState.SignedOut => 0,
        SeatState.Idle => 1,
        SeatState.Ringing => 4,
        SeatState.WrapUp => 6,
        SeatState.Busy => 7,
        SeatState.Rest => 8,
        _ => 5,
    };
}
