using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Observability;

/// <summary>Clock and certificates of a gateway that answers: what works today and will not tomorrow.</summary>
internal static class GatewayCheck
{
    /// <summary>How long before its end a certificate is worth a warning.</summary>
    public static readonly TimeSpan Warned = TimeSpan.FromDays(30);

    /// <summary>A Date header has whole seconds, and the way takes time.</summary>
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(5);

    /// <summary>Each check with what is wrong, in words; null where it is good. Nothing for what cannot be looked at.</summary>
    public static async Task<IReadOnlyList<(string What, string? Fault)>> RunAsync(ConfiguredGateway gateway, TimeProvider time, CancellationToken cancellationToken)
    {
        List<(string, string?)> told = [];
        var now = time.GetUtcNow();
        var look = await GatewayLook.TakeAsync(gateway, time, cancellationToken);
        if (look.ClockDifference is { } ahead)
            told.Add(("clock", ahead.Duration() <= Tolerated ? null : FormattableString.Invariant($"it is {Math.Abs(ahead.TotalSeconds):0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} ours. Times of states are ours, so nothing breaks; but set both by NTP, or reports of the two sides differ")));
        foreach (var end in look.Certificates)
            told.Add((end.Name, Expiry(end.Until, now, end.Kind == CertificateKind.Gateway ? "the gateway's operator has to renew it" : "get a new one and put it into the same file")));
        return told;
    }

    /// <summary>What is to be said of a certificate that ends at <paramref name="ends"/>; null while there is time.</summary>
    public static string? Expiry(DateTimeOffset ends, DateTimeOffset now, string remedy) =>
        ends <= now ? FormattableString.Invariant($"expired on {ends.UtcDateTime:yyyy-MM-dd}: {remedy}")
        : ends - now < Warned ? FormattableString.Invariant($"expires in {(int)(ends - now).TotalDays} days, on {ends.UtcDateTime:yyyy-MM-dd}: {remedy}")
        : null;
}
