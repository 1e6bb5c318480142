using System.Text.Json;
using Supervisor.Simulator.Configuration;
using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Operations;

/// <summary>The configuration interfaces (protocol.md sections 1.4 C5, 6.1 and 6.2): login, subscription, and its handshake.</summary>
internal sealed class ConfigurationOperations(ConfigurationLogins logins, SubscriptionRegister subscriptions, Answers answers)
{
    public IEnumerable<Operation> All =>
    [
        new("auth", "POST", "config/login", Access.Open, LogInAsync),
        new("register", "POST", "config/subscribe/register", Access.Open, RegisterAsync),
        new("handshakeEx", "POST", "config/subscribe/handshake/{serverid}", Access.Open, request => new(Handshake(request))),
    ];

    private async ValueTask<Answer> LogInAsync(GatewayRequest request)
    {
        using var json = await request.JsonAsync();
        // an administrator, or a VDN account: VDN id (1..5000) + 100000 or + 1000000
        if (json is null || !LenientJson.TryInteger(json.RootElement, "agentId", 0, out var id) || id is < 1 or > 1_005_000
            || LenientJson.Text(json.RootElement, "password") is not { Length: > 0 } password)
            return answers.Refusal(RetCode.ConfigurationInputIllegal);
        if (logins.LogIn(id.ToString(System.Globalization.CultureInfo.InvariantCulture), password) is not { } guid)
            return answers.Refusal(RetCode.ConfigurationLoginFailed);
        return answers.Result(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("guid", guid);
            writer.WriteEndObject();
        }) with
        { ConfigurationGuid = guid };
    }

    private async ValueTask<Answer> RegisterAsync(GatewayRequest request)
    {
        if (logins.Check(request.Guid) is { } refused)
            return answers.Refusal(refused);
        using var json = await request.JsonAsync();
        if (json is null || RegisterRequest.Parse(json.RootElement) is not { } registration)
            return answers.Refusal(RetCode.ConfigurationInputIllegal);
        return answers.Registered(subscriptions.Add(registration).ServerId);
    }

    private Answer Handshake(GatewayRequest request)
    {
        if (logins.Check(request.Guid) is { } refused)
            return answers.Refusal(refused);
        return request.ServiceToken is { Length: > 0 } token && RegisterRequest.IsToken(token)
            ? answers.Of(subscriptions.Handshake(request.Arguments[0], token))
            : answers.Refusal(RetCode.ConfigurationInputIllegal);
    }
}
