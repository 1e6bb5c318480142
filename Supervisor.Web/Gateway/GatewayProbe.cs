using Supervisor.Domain.Sessions;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Gateway;

/// <summary>Asks a gateway something harmless: the status of an agent that nobody has signed in here. Any refusal in the protocol shows that it is there.</summary>
internal static class GatewayProbe
{
    private const string AnyAgent = "101";

    /// <summary>Why the gateway cannot be used, in words; null when it answers.</summary>
    public static async Task<string?> AskAsync(ConfiguredGateway gateway, CancellationToken cancellationToken)
    {
        var (endpoint, error) = GatewayEndpoint.Create(gateway, []);
        if (endpoint is null) return error;
        using (endpoint)
        {
            var reply = await new GatewayClient(endpoint, TimeProvider.System).AskStatusAsync(AnyAgent, SessionTicket.None, cancellationToken);
            return reply.Answer.Kind == AnswerKind.Unreachable ? reply.Fault : null;
        }
    }
}
