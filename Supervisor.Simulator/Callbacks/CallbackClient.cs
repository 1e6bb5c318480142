using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Callbacks;

/// <summary>
/// The one HTTP client of all callbacks (protocol.md sections 6.3 and 7). Acknowledged is HTTP 200 with <c>retcode</c> "0" or 0 and nothing else.
/// </summary>
internal sealed class CallbackClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    /// <exception cref="IOException">The file of trusted certificates cannot be read.</exception>
    /// <exception cref="CryptographicException">It holds none.</exception>
    public CallbackClient(SimulatorOptions options, TimeProvider time)
    {
        _time = time;
        _timeout = options.CallbackTimeout;
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = 256,
            SslOptions = Tls(options),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // the simulator's clock decides
            MaxResponseContentBufferSize = 64 * 1024,
        };
    }

    /// <summary>Sends a parcel; true when the receiver acknowledged it in time.</summary>
    public async Task<bool> PostAsync(CallbackParcel parcel, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, parcel.Address)
            {
                Content = new ReadOnlyMemoryContent(parcel.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "UTF-8") } },
            };
            if (parcel.Guid is { } guid)
                request.Headers.TryAddWithoutValidation("Guid", guid);
            if (parcel.Token is { } token)
                request.Headers.TryAddWithoutValidation("service_token", token);
            using var response = await _http.SendAsync(request, either.Token);
            return response.StatusCode == HttpStatusCode.OK && IsSuccess(await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool IsSuccess(byte[] answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.ValueKind == JsonValueKind.Object && LenientJson.Text(json.RootElement, "retcode") == RetCode.Success;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [SuppressMessage("Security", "CA5359", Justification = "Asked for by a switch whose name says so; a simulator has nothing to protect.")]
    private static SslClientAuthenticationOptions Tls(SimulatorOptions options)
    {
        // the documents demand TLS 1.2 or later for callbacks
        var tls = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 };
        if (options.AcceptAnyCallbackCertificate)
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        else if (options.CallbackCa is { } file)
            tls.CertificateChainPolicy = Trusting(file);
        return tls;
    }

    private static X509ChainPolicy Trusting(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy.CustomTrustStore.Count > 0 ? policy : throw new CryptographicException($"No certificate in {file}");
    }
}
