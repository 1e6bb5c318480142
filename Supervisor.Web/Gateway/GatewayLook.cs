using System.Net.Sockets;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Gateway;

/// <summary>What is seen of a gateway from outside, for whoever looks for the cause of trouble.</summary>
/// <param name="ClockDifference">How far its clock is ahead of ours, to a second or so; null where it does not tell the time.</param>
/// <param name="Certificates">See <see cref="CertificateTrust.Ends"/>.</param>
internal sealed record GatewayLook(TimeSpan? ClockDifference, IReadOnlyList<CertificateEnd> Certificates)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Looks. What cannot be seen is null: that a gateway cannot be reached others tell.</summary>
    public static async Task<GatewayLook> TakeAsync(ConfiguredGateway gateway, TimeProvider time, CancellationToken cancellationToken)
    {
        var (endpoint, _) = GatewayEndpoint.Create(gateway, [], time);
        if (endpoint is null) return new GatewayLook(null, []);
        using (endpoint)
        {
            using var late = new CancellationTokenSource(Patience, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, endpoint.BaseUri);
                var began = time.GetTimestamp();
                using var answer = await endpoint.Commands.SendAsync(request, both.Token);
                var middle = time.GetUtcNow() - (time.GetElapsedTime(began) / 2);
                return new GatewayLook(answer.Headers.Date is { } date ? date - middle : null, [.. endpoint.Trust.Ends()]);
            }
            catch (Exception unreachable) when (unreachable is HttpRequestException or IOException or SocketException || (unreachable is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                return new GatewayLook(null, [.. endpoint.Trust.Ends()]);
            }
        }
    }
}
