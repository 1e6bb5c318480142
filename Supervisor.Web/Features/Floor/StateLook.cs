using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Floor;

/// <summary>How a state is called and drawn. Icon, shape and colour hang on <see cref="Css"/> in floor.css.</summary>
/// <param name="State">The state.</param>
/// <param name="Word">English word, the key of the translation.</param>
/// <param name="Css">Class suffix, also the spelling in addresses and in the API.</param>
internal sealed record StateLook(AgentState State, string Word, string Css)
{
    /// <summary>All states, in the order of the tiles.</summary>
    public static readonly IReadOnlyList<StateLook> All =
    [
        new(AgentState.Idle, "Idle", "idle"),
        new(AgentState.Ringing, "Ringing", "ringing"),
        new(AgentState.Talking, "Talking", "talking"),
        new(AgentState.Hold, "Hold", "hold"),
        new(AgentState.WrapUp, "Wrap-up", "wrapUp"),
        new(AgentState.Busy, "Busy", "busy"),
        new(AgentState.Rest, "Rest", "rest"),
        new(AgentState.SignedOut, "Signed out", "signedOut"),
        new(AgentState.Unknown, "Unknown", "unknown"),
    ];

    private static readonly StateLook[] ByState = [.. All.OrderBy(look => look.State)];

    /// <summary>The look of <paramref name="state"/>.</summary>
    public static StateLook Of(AgentState state) => ByState[(int)state];

    /// <summary>The look spelt so; null where there is none.</summary>
    public static StateLook? Find(string css) => All.FirstOrDefault(look => look.Css.Equals(css, StringComparison.OrdinalIgnoreCase));

    /// <summary>Place among the tiles, for sorting.</summary>
    public static int Rank(AgentState state)
    {
        for (var i = 0; i < All.Count; i++)
            if (All[i].State == state) return i;
        return All.Count;
    }
}
