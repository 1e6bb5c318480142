using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Cli;

/// <summary>Finds out whether a gateway answers in its protocol, without signing anybody in.</summary>
internal static class GatewayQuestion
{
    // below the lowest agent id: whatever the gateway says about it, nobody is disturbed
    private const string NobodysId = "100";

    /// <summary>Why the gateway cannot be used, in words; null when it answers. A refusal is an answer too.</summary>
    public static async Task<string?> AskAsync(ConfiguredGateway gateway, CancellationToken cancellationToken)
    {
        var (endpoint, error) = GatewayEndpoint.Create(gateway, []);
        if (endpoint is null) return error;
        using (endpoint)
        {
            var reply = await new GatewayClient(endpoint, TimeProvider.System).AskStatusAsync(NobodysId, SessionTicket.None, cancellationToken);
            return reply.Answer.Kind == AnswerKind.Unreachable ? reply.Fault : null;
        }
    }
}
