using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Supervisor.Web.Gateway.Wire;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Gateway;

/// <summary>
/// Connections to one gateway: one set for long polls, another for everything else, so that a sign-in never queues behind ten thousand polls.
/// </summary>
internal sealed class GatewayEndpoint : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(5);

    // when ten thousand agents are signed out, they do not take a second connection each; nor do their heartbeats, when the gateway is slow
    private const int MostCommandConnections = 256;

    // longer than a poll may be waited for, and than anything else: nothing is under way there any more
    private static readonly TimeSpan LongestUse = TimeSpan.FromMinutes(3);

    // Linux: the port is chosen when it is known where to. Else each is taken once for all gateways, and not once for each of them.
    private const int InternetProtocol = 0, BindAddressNoPort = 24;

    private readonly X509Certificate2? _client;
    private readonly TimeProvider _time;
    // the oldest first
    private readonly Queue<(Connections Connections, long At)> _left = new();
    private readonly IPAddress[] _sources;
    private Connections _now;
    private int _nextSource;

    private GatewayEndpoint(ConfiguredGateway gateway, CertificateTrust trust, X509Certificate2? client, IPAddress[] sources, TimeProvider time, TimeSpan? pollDeadline)
    {
        Name = gateway.Name;
        BaseUri = new Uri(gateway.BaseUrl.EndsWith('/') ? gateway.BaseUrl : gateway.BaseUrl + "/");
        Trust = trust;
        _sources = sources;
        _client = client;
        _time = time;
        _now = Connect();
        Standing = new StandingCalls(time, pollDeadline);
        if (BaseUri.Scheme != Uri.UriSchemeHttp) return;
        var address = new DnsEndPoint(BaseUri.IdnHost, BaseUri.Port);
        PollWire = new WireConnections(BaseUri, cancellation => ConnectAsync(address, cancellation), time);
        HeartbeatWire = new WireConnections(BaseUri, cancellation => ConnectAsync(address, cancellation), time, MostCommandConnections);
    }

    public string Name { get; }

    public Uri BaseUri { get; }

    public CertificateTrust Trust { get; }

    /// <summary>Its polls and heartbeats.</summary>
    public StandingCalls Standing { get; }

    /// <summary>For its polls, where it is addressed in clear; null over TLS, where it may want HTTP/2.</summary>
    public WireConnections? PollWire { get; }

    /// <summary>The same for its heartbeats, which are answered at once: a few are enough for ten thousand agents.</summary>
    public WireConnections? HeartbeatWire { get; }

    public HttpMessageInvoker Polls => Volatile.Read(ref _now).Polls;

    public HttpMessageInvoker Commands => Volatile.Read(ref _now).Commands;

    /// <summary>Opens nothing yet; reads the certificates.</summary>
    /// <param name="gateway">Its settings.</param>
    /// <param name="sourceAddresses">Of this machine, for its connections by turns; none: as the system chooses.</param>
    /// <param name="time">The clock; that of the system where it is null.</param>
    /// <param name="pollDeadline">How long a poll is waited for; <see cref="StandingCalls.Deadline"/> where it is null.</param>
    /// <returns>The endpoint, or what is wrong with the settings, in words.</returns>
    public static (GatewayEndpoint? Endpoint, string? Error) Create(ConfiguredGateway gateway, IReadOnlyList<string> sourceAddresses, TimeProvider? time = null, TimeSpan? pollDeadline = null)
    {
        try
        {
            var authorities = gateway.CaCertificate is { Length: > 0 } file ? CertificateFile.Authorities(file) : null;
            var client = gateway.ClientCertificate is { Length: > 0 } own ? CertificateFile.Client(own) : null;
            var clock = time ?? TimeProvider.System;
            return (new GatewayEndpoint(gateway, new CertificateTrust(authorities, gateway.AllowInvalidCertificate, client, clock), client, [.. sourceAddresses.Select(IPAddress.Parse)], clock, pollDeadline), null);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException or UriFormatException)
        {
            return (null, $"gateway {gateway.Name}: {unusable.Message}");
        }
    }

    /// <summary>
    /// Every request from now on goes over a new connection. Nothing is cut: what is under way ends over the old one, which is then closed as idle; what belongs to it goes minutes later.
    /// Call from one thread at a time.
    /// </summary>
    public void ConnectAnew()
    {
        var before = Interlocked.Exchange(ref _now, Connect());
        // where a name leads to other addresses again and again, they would be hundreds a day
        while (_left.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.At) > LongestUse) _left.Dequeue().Connections.Dispose();
        _left.Enqueue((before, _time.GetTimestamp()));
        PollWire?.ConnectAnew();
        HeartbeatWire?.ConnectAnew();
    }

    /// <summary>An address below the base address.</summary>
    public Uri Address(string path) => new(BaseUri, path);

    /// <summary>A request below the base address. Over TLS the gateway chooses between HTTP/2 and HTTP/1.1 (ALPN); in clear it is HTTP/1.1.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path) =>
        new(method, Address(path)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };

    /// <inheritdoc />
    public void Dispose()
    {
        Standing.Dispose();
        PollWire?.Dispose();
        HeartbeatWire?.Dispose();
        _now.Dispose();
        foreach (var (left, _) in _left) left.Dispose();
    }

    private Connections Connect() => new(new HttpMessageInvoker(Handler(_client, int.MaxValue)), new HttpMessageInvoker(Handler(_client, MostCommandConnections)));

    private SocketsHttpHandler Handler(X509Certificate2? client, int connections)
    {
        var handler = new SocketsHttpHandler
        {
            // cookies belong to an agent, not to a connection
            UseCookies = false,
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectTimeout = ConnectTimeout,
            MaxConnectionsPerServer = connections,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            // a gateway allows about a hundred polls for each connection
            EnableMultipleHttp2Connections = true,
            // many polls share one: a dead one must be found by itself, and not by each of them after its deadline
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            // nobody follows our requests through the gateway
            ActivityHeadersPropagator = null,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Trust.Accept },
        };
        if (client is not null) handler.SslOptions.ClientCertificates = [client];
        if (_sources.Length > 0) handler.ConnectCallback = async (context, cancellation) => new NetworkStream(await ConnectAsync(context.DnsEndPoint, cancellation), ownsSocket: true);
        return handler;
    }

    private sealed record Connections(HttpMessageInvoker Polls, HttpMessageInvoker Commands) : IDisposable
    {
        public void Dispose()
        {
            Polls.Dispose();
            Commands.Dispose();
        }
    }

    // from our source addresses by turns, where there are any
    private async ValueTask<Socket> ConnectAsync(DnsEndPoint gateway, CancellationToken cancellationToken)
    {
        var source = _sources.Length > 0 ? _sources[(int)((uint)Interlocked.Increment(ref _nextSource) % _sources.Length)] : null;
        var socket = source is null ? new Socket(SocketType.Stream, ProtocolType.Tcp) : new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            if (source is not null)
            {
                if (OperatingSystem.IsLinux() && source.AddressFamily == AddressFamily.InterNetwork) socket.SetRawSocketOption(InternetProtocol, BindAddressNoPort, BitConverter.GetBytes(1));
                socket.Bind(new IPEndPoint(source, 0));
            }

            await socket.ConnectAsync(gateway, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
