using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Supervisor.Web.Gateway;

/// <summary>One request and its answer, as a value. Nothing here throws for what a gateway or a network can do; only a cancelled token does.</summary>
internal static class GatewayExchange
{
    /// <summary>Mandatory on every call, GET and those without a body included (protocol.md section 1.1).</summary>
    public static MediaTypeHeaderValue Json { get; } = MediaTypeHeaderValue.Parse("application/json; charset=UTF-8");

    /// <summary>Sends once, and reads the answer.</summary>
    /// <param name="endpoint">The gateway.</param>
    /// <param name="invoker">One of its two sets of connections.</param>
    /// <param name="request">Complete but for the ticket.</param>
    /// <param name="ticket">Shown, and handed on as the answer has changed it.</param>
    /// <param name="deadline">For the whole exchange.</param>
    /// <param name="time">The clock of the deadline.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <param name="largestAnswer">Longest body that is read, in bytes.</param>
    public static async Task<GatewayReply> SendAsync(
        GatewayEndpoint endpoint, HttpMessageInvoker invoker, HttpRequestMessage request, SessionTicket ticket, TimeSpan deadline, TimeProvider time, CancellationToken cancellationToken,
        int largestAnswer = AnswerBody.Limit)
    {
        using var call = new GatewayCall(request, time) { LargestAnswer = largestAnswer };
        call.TryTake(ticket);
        call.GiveUpAfter(deadline);
        return await call.SendAsync(endpoint, invoker, cancellationToken);
    }

    /// <summary>Reads the answer to a call that was sent. Where it is there already, and it nearly always is, nothing waits here and nothing is left behind.</summary>
    public static async ValueTask<GatewayReply> ReadAsync(GatewayEndpoint endpoint, Task<HttpResponseMessage> sent, GatewayCall call, SessionTicket ticket, CancellationToken cancellationToken)
    {
        try
        {
            GatewayReply reply;
            using (var response = await sent)
            {
                var next = ticket.After(response.Headers);
                if (response.StatusCode != HttpStatusCode.OK) return GatewayReply.Failed(Failure.Http((int)response.StatusCode), next);
                var (envelope, failure) = await AnswerBody.ReadAsync(response.Content, call.Late, call.LargestAnswer);
                if (envelope is null) return GatewayReply.Failed(failure!, next);
                reply = ReferenceEquals(envelope, Envelope.Idle) ? call.Idle(envelope, next) : GatewayReply.From(envelope, next);
            }

            call.Answered();
            return reply;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return GatewayReply.Failed(Failure.Timeout, ticket);
        }
        catch (HttpRequestException failed)
        {
            return Failed(Classify(failed), ticket, endpoint.Trust);
        }
        catch (Exception cut) when (cut is IOException or SocketException)
        {
            // the second comes past all of .NET's own wrapping, from a connection that is cut in the moment it is made
            return Failed(Failure.Reset, ticket, endpoint.Trust);
        }
    }

    // A gateway that does not take our certificate hangs up: with TLS 1.3 after the handshake, which then looks like a reset.
    private static GatewayReply Failed(string failure, SessionTicket ticket, CertificateTrust trust)
    {
        if (failure is not (Failure.Tls or Failure.Reset)) return GatewayReply.Failed(failure, ticket);
        var theirs = failure == Failure.Tls ? trust.LastRefusal : null;
        return (theirs ?? trust.OwnFault) is { } fault ? GatewayReply.Failed(Failure.Tls, ticket, fault) : GatewayReply.Failed(failure, ticket);
    }

    /// <summary>Why there is no connection: none of our ports is free, or the gateway cannot be reached.</summary>
    public static string Classify(SocketException? failed) =>
        failed is { SocketErrorCode: SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse or SocketError.TooManyOpenSockets } ? Failure.Ports : Failure.Connect;

    private static string Classify(HttpRequestException failed) => failed.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => Failure.Tls,
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError => Classify(failed.InnerException as SocketException),
        HttpRequestError.InvalidResponse => Failure.NotProtocol,
        _ => Failure.Reset,
    };
}
