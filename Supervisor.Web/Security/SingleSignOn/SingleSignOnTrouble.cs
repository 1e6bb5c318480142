namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>
/// Writes into the log why a single sign-on came to nothing: once a minute for each kind at most, with how many there were. Its addresses are open to everybody, and what comes to the callback says what it likes. Thread-safe.
/// </summary>
internal sealed class SingleSignOnTrouble(TimeProvider time, ILogger<SingleSignOnTrouble> logger)
{
    /// <summary>Kinds that are told apart; those beyond are told as one.</summary>
    public const int MostKinds = 100;

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTimeOffset SaidAt, long Unsaid)> _kinds = [];

    /// <summary>The provider cannot be asked, or what it answers cannot be used.</summary>
    public void OfProvider(string address, string why)
    {
        if (Due($"{address} {why}") is var times and > 0) logger.ProviderFailed(address, why, times);
    }

    /// <summary>A browser came back, and nobody was signed in. What we refuse ourselves has few reasons; the framework's repeat what the request said, and are one kind.</summary>
    public void OfReturn(Exception? failure)
    {
        if (Due(failure is SingleSignOnRefusedException refused ? refused.Message : "") is var times and > 0) logger.SingleSignOnFailed(TypedName.Clean(failure?.Message), times);
    }

    // how many there were since it was last said; 0 where it was said a moment ago
    private long Due(string kind)
    {
        lock (_gate)
        {
            if (_kinds.Count >= MostKinds && !_kinds.ContainsKey(kind)) kind = "";
            var now = time.GetUtcNow();
            var (saidAt, unsaid) = _kinds.GetValueOrDefault(kind, (DateTimeOffset.MinValue, 0));
            // a clock that was set back must not keep it quiet
            var isDue = now - saidAt >= Quiet || now < saidAt;
            _kinds[kind] = isDue ? (now, 0) : (saidAt, unsaid + 1);
            return isDue ? unsaid + 1 : 0;
        }
    }
}
