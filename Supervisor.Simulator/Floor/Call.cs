namespace Supervisor.Simulator.Floor;

/// <summary>A call at one seat.</summary>
/// <param name="Id"><c>&lt;epoch seconds&gt;-&lt;sequence&gt;</c>.</param>
/// <param name="Caller">Calling number.</param>
/// <param name="Called">Called number.</param>
/// <param name="Outbound">Whether the agent placed it.</param>
/// <param name="Skill">Skill queue it came from or belongs to.</param>
/// <param name="BeganAt">Wall clock.</param>
internal sealed record Call(string Id, string Caller, string Called, bool Outbound, string Skill, DateTimeOffset BeganAt)
{
    /// <summary>Call feature code (protocol.md section 3.5): 0 inbound, 7 outbound.</summary>
    public string Feature => Outbound ? "7" : "0";

    public string Customer => Outbound ? Called : Caller;
}
