using System.Data.Common;
using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Security;

/// <summary>
/// Writes down who signed in and out, and who was refused. A store that cannot be written refuses nobody: the log has the line then, as whoever comes to mend the store has to get in.
/// </summary>
internal sealed class SignInAudit(AuditTrail audit, SignInMetrics metrics, TimeProvider time, ILogger<SignInAudit> logger) : BackgroundService
{
    private const string Refused = "sign-in.failed", RefusedToken = "token.refused";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly RefusalFold _fold = new();
    private readonly Lock _lock = new();

    /// <summary>Somebody has come in.</summary>
    /// <param name="name">User name.</param>
    /// <param name="way">By what: <c>password</c>, or the name of the single sign-on.</param>
    /// <param name="from">Of the browser, or of the proxy in front of us.</param>
    public Task SignedInAsync(string name, string way, IPAddress? from) => KeepAsync(name, "sign-in.done", name, $"{way}, from {Text(from)}");

    /// <summary>Somebody has gone by the button.</summary>
    public Task SignedOutAsync(string name, IPAddress? from) => KeepAsync(name, "sign-in.ended", name, $"from {Text(from)}");

    /// <summary>Somebody was not let in.</summary>
    /// <param name="typed">The name as typed; cleaned here. A password never comes this way.</param>
    /// <param name="why">In words, without the name.</param>
    /// <param name="from">Of the browser, or of the proxy in front of us.</param>
    public Task RefusedAsync(string? typed, string why, IPAddress? from) => RefuseAsync(Refused, TypedName.Clean(typed), why, from);

    /// <summary>An account was locked by wrong passwords just now. Never folded: five wrong ones make one, and that is what an administrator looks for.</summary>
    public Task LockedAsync(string name, IPAddress? from) => KeepAsync(Actor.Anonymous.Name, "sign-in.locked", name, $"too many wrong passwords, the last from {Text(from)}");

    /// <summary>A program showed a token that does not work.</summary>
    /// <param name="revoked">Name of the token where it worked once; null for one that we do not know.</param>
    /// <param name="from">Of the program, or of the proxy in front of us.</param>
    public Task RefusedTokenAsync(string? revoked, IPAddress? from) => RefuseAsync(RefusedToken, revoked ?? "-", revoked is null ? "unknown" : "revoked", from);

    /// <summary>Tells what was folded and is due.</summary>
    internal async Task TellAsync(bool everything)
    {
        IReadOnlyList<FoldedRefusals> due;
        lock (_lock) due = _fold.Take(time.GetUtcNow(), everything);
        foreach (var one in due) await KeepAsync(Actor.Anonymous.Name, one.Action, one.Source, $"{one.Count} more, {Clock(one.From)} to {Clock(one.To)} UTC");
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TellAsync(stoppingToken.IsCancellationRequested);
        }
    }

    private static string Text(IPAddress? from) => from is null ? "an unknown address" : (from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from).ToString();

    private static string Clock(DateTimeOffset at) => at.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private async Task RefuseAsync(string action, string target, string why, IPAddress? from)
    {
        metrics.Refused(action == RefusedToken ? "token" : "sign-in");
        bool admitted;
        lock (_lock) admitted = _fold.Admit(action, from, time.GetUtcNow());
        if (admitted) await KeepAsync(Actor.Anonymous.Name, action, target, $"{why}, from {Text(from)}");
    }

    private async Task KeepAsync(string actor, string action, string target, string detail)
    {
        try
        {
            // not the request's token: whoever hangs up at once is written down too
            await audit.KeepAsync(new Actor(actor, false), action, target, detail, CancellationToken.None);
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException)
        {
            logger.SignInNotKept(action, target, StoreFault.Describe(fault.InnerException ?? fault));
        }
    }
}
