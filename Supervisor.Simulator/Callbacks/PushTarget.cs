namespace Supervisor.Simulator.Callbacks;

/// <summary>Where a push session's events go: both came with the sign-in (seed text "Signing In", rows 15 and 16).</summary>
internal sealed class PushTarget(Uri address, string token)
{
    public Uri Address { get; } = address;

    public string Token { get; } = token;
}
