using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Today;

/// <summary>What has ended today, of one agent or of several: ticks per state, and calls.</summary>
public readonly record struct TodaySums(
    long SignedOut, long Idle, long Ringing, long Talking, long Hold, long WrapUp, long Busy, long Rest, int Calls)
{
    /// <summary>Ticks for which there is data.</summary>
    public long Known => SignedOut + Idle + Ringing + Talking + Hold + WrapUp + Busy + Rest;

    /// <summary>Ticks of talk, hold and wrap-up.</summary>
    public long Handling => Talking + Hold + WrapUp;

    /// <summary>Ticks of one state; what is unknown is not counted, and never anything else.</summary>
    public long In(AgentState state) => state switch
    {
        AgentState.SignedOut => SignedOut,
        AgentState.Idle => Idle,
        AgentState.Ringing => Ringing,
        AgentState.Talking => Talking,
        AgentState.Hold => Hold,
        AgentState.WrapUp => WrapUp,
        AgentState.Busy => Busy,
        AgentState.Rest => Rest,
        _ => 0,
    };

    /// <summary>With some more time in one state.</summary>
    public TodaySums With(AgentState state, long ticks) => state switch
    {
        AgentState.SignedOut => this with { SignedOut = SignedOut + ticks },
        AgentState.Idle => this with { Idle = Idle + ticks },
        AgentState.Ringing => this with { Ringing = Ringing + ticks },
        AgentState.Talking => this with { Talking = Talking + ticks },
        AgentState.Hold => this with { Hold = Hold + ticks },
        AgentState.WrapUp => this with { WrapUp = WrapUp + ticks },
        AgentState.Busy => this with { Busy = Busy + ticks },
        AgentState.Rest => this with { Rest = Rest + ticks },
        _ => this,
    };

    /// <summary>Both together.</summary>
    public static TodaySums operator +(TodaySums left, TodaySums right) => new(
        left.SignedOut + right.SignedOut, left.Idle + right.Idle, left.Ringing + right.Ringing, left.Talking + right.Talking, left.Hold + right.Hold,
        left.WrapUp + right.WrapUp, left.Busy + right.Busy, left.Rest + right.Rest, left.Calls + right.Calls);

    /// <summary>Both together.</summary>
    public static TodaySums Add(TodaySums left, TodaySums right) => left + right;
}
