using System.Collections.Concurrent;
using Supervisor.Web.Gateway;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Subscriptions;

/// <summary>A gateway that knows subscriptions: logins and registrations can be forgotten, the network can be away. Writes down what it was asked.</summary>
internal sealed class ScriptedSubscriptions(TimeProvider time) : ISubscriptionClient
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _logins = [];
    private readonly Dictionary<string, string> _registered = [];
    private int _number;

    public ConcurrentQueue<(string Operation, DateTimeOffset At)> Asked { get; } = new();

    public IEnumerable<string> Operations => Asked.Select(asked => asked.Operation);

    public string Password { get; set; } = "secret";

    /// <summary>No request arrives.</summary>
    public bool IsAway { get; set; }

    /// <summary>The next handshake is refused with this code, although the registration is there.</summary>
    public string? RefuseHandshake { get; set; }

    /// <summary>Called while a registration is under way, with its token: results may come before the answer.</summary>
    public Action<string>? Registering { get; set; }

    /// <summary>Tokens by registration.</summary>
    public IReadOnlyDictionary<string, string> Registered => _registered;

    /// <summary>As after a restart of the gateway.</summary>
    public void Forget(bool logins = true, bool registrations = true)
    {
        lock (_gate)
        {
            if (logins) _logins.Clear();
            if (registrations) _registered.Clear();
        }
    }

    public Task<GatewayReply> LogInAsync(int agentId, string password, CancellationToken cancellationToken) => Answer("login", () =>
    {
        if (password != Password) return ("107-003", null, null);
        var guid = $"guid{++_number}";
        _logins.Add(guid);
        return ("0", guid, null);
    }, SessionTicket.None);

    public Task<GatewayReply> RegisterAsync(SubscriptionForm form, SessionTicket ticket, CancellationToken cancellationToken) => Answer("register", () =>
    {
        if (!_logins.Contains(ticket.Guid ?? "")) return ("107-000", null, null);
        var serverId = $"s{++_number}";
        _registered[serverId] = form.ServiceToken;
        Registering?.Invoke(form.ServiceToken);
        return ("0", null, $$"""{"serverId":"{{serverId}}"}""");
    }, ticket);

    public Task<GatewayReply> HandshakeAsync(string serverId, string serviceToken, SessionTicket ticket, CancellationToken cancellationToken) => Answer("handshake", () =>
    {
        if (!_logins.Contains(ticket.Guid ?? "")) return ("107-000", null, null);
        if (RefuseHandshake is { } code)
        {
            RefuseHandshake = null;
            return (code, null, null);
        }

        return (_registered.TryGetValue(serverId, out var token) && token == serviceToken ? "0" : "107-004", null, null);
    }, ticket);

    private Task<GatewayReply> Answer(string operation, Func<(string Code, string? Guid, string? Result)> act, SessionTicket ticket)
    {
        lock (_gate)
        {
            Asked.Enqueue((operation, time.GetUtcNow()));
            if (IsAway) return Task.FromResult(GatewayReply.Failed(Failure.Connect, ticket));
            var (code, guid, result) = act();
            var envelope = new Envelope(code, "", result is null ? default : System.Text.Encoding.UTF8.GetBytes(result), []);
            return Task.FromResult(GatewayReply.From(envelope, guid is null ? ticket : new SessionTicket(guid, null)));
        }
    }
}
