using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Supervisor.Web.Gateway;

/// <summary>One request and its answer, as a value. Nothing here throws for what a gateway or a network can do; only a cancelled token does.</summary>
internal static class GatewayExchange
{
    /// <summary>Mandatory on every call, GET and those without a body included (protocol.md section 1.1).</summary>
    public static MediaTypeHeaderValue Json { get; } = MediaTypeHeaderValue.Parse("application/json; charset=UTF-8");

    /// <summary>Sends, and reads the answer.</summary>
    /// <param name="endpoint">The gateway.</param>
    /// <param name="invoker">One of its two sets of connections.</param>
    /// <param name="request">Complete but for the ticket.</param>
    /// <param name="ticket">Shown, and handed on as the answer has changed it.</param>
    /// <param name="deadline">For the whole exchange.</param>
    /// <param name="time">The clock of the deadline.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public static async Task<GatewayReply> SendAsync(
        GatewayEndpoint endpoint, HttpMessageInvoker invoker, HttpRequestMessage request, SessionTicket ticket, TimeSpan deadline, TimeProvider time, CancellationToken cancellationToken)
    {
        ticket.ApplyTo(request.Headers);
        using var late = new CancellationTokenSource(deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var response = await invoker.SendAsync(request, both.Token);
            var next = ticket.After(response.Headers);
            if (response.StatusCode != HttpStatusCode.OK) return GatewayReply.Failed(Failure.Http((int)response.StatusCode), next);
            var (envelope, failure) = await AnswerBody.ReadAsync(response.Content, both.Token);
            return envelope is not null ? GatewayReply.From(envelope, next) : GatewayReply.Failed(failure!, next);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return GatewayReply.Failed(Failure.Timeout, ticket);
        }
        catch (HttpRequestException failed)
        {
            var failure = Classify(failed);
            return GatewayReply.Failed(failure, ticket, failure == Failure.Tls ? endpoint.Trust.LastRefusal : null);
        }
        catch (IOException)
        {
            return GatewayReply.Failed(Failure.Reset, ticket);
        }
    }

    private static string Classify(HttpRequestException failed) => failed.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => Failure.Tls,
        HttpRequestError.ConnectionError when failed.InnerException is SocketException { SocketErrorCode: SocketError.AddressNotAvailable or SocketError.TooManyOpenSockets } => Failure.Ports,
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError => Failure.Connect,
        HttpRequestError.InvalidResponse => Failure.NotProtocol,
        _ => Failure.Reset,
    };
}
