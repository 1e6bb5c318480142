namespace Supervisor.Simulator.Floor;

/// <summary>A call at one seat.</summary>
/// <param name="Id"><c>&lt;epoch seconds&gt;-&lt;sequence&gt;</c>.</param>
/// <param name="Caller">Calling number.</param>
/// <param name="Called">Called number.</param>
/// <param name="Outbound">Whether the agent placed it.</param>
internal sealed record Call(string Id, string Caller, string Called, bool Outbound)
{
    /// <summary>Call feature code (protocol.md section 3.5): 0 inbound, 7 outbound.</summary>
    public string Feature => Outbound ? "7" : "0";

    public string Customer => Outbound ? Called : Caller;
}
