using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Floor;

/// <summary>How long a state may last before the floor points at it (product.md, "The main screen").</summary>
/// <param name="Warning">From here on: look.</param>
/// <param name="Alarm">From here on: act.</param>
internal sealed record StateLimit(TimeSpan Warning, TimeSpan Alarm)
{
    private static readonly StateLimit Ringing = Seconds(15, 25);
    private static readonly StateLimit Talking = Seconds(5 * 60, 10 * 60);
    private static readonly StateLimit Hold = Seconds(60, 120);
    private static readonly StateLimit WrapUp = Seconds(60, 180);
    private static readonly StateLimit Busy = Seconds(5 * 60, 15 * 60);
    private static readonly StateLimit Rest = Seconds(15 * 60, 20 * 60);
    private static readonly StateLimit Unknown = Seconds(10, 60);

    /// <summary>The limit of <paramref name="state"/>; null where it may last as long as it likes.</summary>
    public static StateLimit? Of(AgentState state) => state switch
    {
        AgentState.Ringing => Ringing,
        AgentState.Talking => Talking,
        AgentState.Hold => Hold,
        AgentState.WrapUp => WrapUp,
        AgentState.Busy => Busy,
        AgentState.Rest => Rest,
        AgentState.Unknown => Unknown,
        _ => null,
    };

    /// <summary>0 within the limit, 1 from the warning on, 2 from the alarm on.</summary>
    public int Level(TimeSpan lasted) => lasted >= Alarm ? 2 : lasted >= Warning ? 1 : 0;

    private static StateLimit Seconds(int warning, int alarm) => new(TimeSpan.FromSeconds(warning), TimeSpan.FromSeconds(alarm));
}
