namespace Supervisor.Simulator.Recognition;

/// <summary>One recognition result before it is addressed to a subscription (protocol.md section 6.3).</summary>
/// <param name="AgentId">Agent that owns the call.</param>
/// <param name="CallId">The call.</param>
/// <param name="Customer">Number of the customer.</param>
/// <param name="ByAgent">Whether the agent spoke, otherwise the customer.</param>
/// <param name="UserCase">0, 61, 62 or 63.</param>
/// <param name="Content">Recognised text; null: none, as with 61.</param>
/// <param name="Confidence">0..100.</param>
/// <param name="Encrypted">The text goes out unreadable.</param>
internal sealed record Speech(
    string AgentId, string CallId, string Customer, bool ByAgent, string UserCase, string? Content, int Confidence, bool Encrypted)
{
    public const string Single = "0";
    public const string Began = "61";
    public const string Continues = "62";
    public const string Ended = "63";
}
