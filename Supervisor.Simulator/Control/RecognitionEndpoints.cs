using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Supervisor.Simulator.Configuration;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Recognition;

namespace Supervisor.Simulator.Control;

/// <summary>Subscriptions, configuration logins and recognition results on demand; README.md describes the members.</summary>
internal sealed class RecognitionEndpoints(
    GatewayFloor floor, ConfigurationAccount account, ConfigurationLogins logins, SubscriptionRegister subscriptions, RecognitionDesk desk)
{
    /// <summary>Null when no such endpoint is here.</summary>
    public async Task<JsonNode?> FindAsync(HttpRequest request, string[] path) => (request.Method, path) switch
    {
        ("GET", ["config-account"]) => new JsonObject { ["agentId"] = account.Id, ["password"] = account.Password },
        ("DELETE", ["config-sessions"]) => new JsonObject { ["expired"] = logins.ExpireAll() },
        ("GET", ["subscriptions"]) => new JsonArray([.. subscriptions.Standings().Select(Standing)]),
        ("DELETE", ["subscriptions"]) => new JsonObject { ["ended"] = subscriptions.End() },
        ("DELETE", ["subscriptions", var id]) => new JsonObject { ["ended"] = subscriptions.End(id) },
        ("GET", ["recognition"]) => new JsonArray([.. desk.Recognised(floor.Get(request.Query["agent"].ToString()).Agent.Id).Select(Speech)]),
        ("POST", ["recognition", var agent]) => await SendAsync(request, floor.Get(agent)),
        _ => null,
    };

    private static JsonObject Standing(SubscriptionStanding subscription) => new()
    {
        ["serverId"] = subscription.ServerId,
        ["callBack"] = subscription.CallBack.OriginalString,
        ["registeredAt"] = subscription.RegisteredAt,
        ["lastHandshakeAt"] = subscription.LastHandshakeAt,
        ["alive"] = subscription.Alive,
    };

    private static JsonObject Speech(RecognisedSpeech speech) => new()
    {
        ["seq"] = speech.Sequence,
        ["at"] = speech.At,
        ["serverId"] = speech.ServerId,
        ["callId"] = speech.CallId,
        ["talkertype"] = speech.TalkerType,
        ["asrusercase"] = speech.UserCase,
        ["content"] = speech.Content,
        ["encrypted"] = speech.Encrypted,
    };

    private async Task<JsonObject> SendAsync(HttpRequest request, Seat seat)
    {
        using var json = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
        var body = json.RootElement;
        if (!LenientJson.TryInteger(body, "talkertype", 2, out var talker) || talker is not (1 or 2))
            throw new FormatException("talkertype: 1 agent, 2 customer");
        if (!LenientJson.TryInteger(body, "confidence", 90, out var confidence) || !LenientJson.TryFlag(body, "encrypted", false, out var encrypted))
            throw new FormatException("confidence: a number; encrypted: true or false");
        if (seat.CurrentCall is not { } call)
            throw new FormatException("the agent is in no call");
        return new JsonObject
        {
            ["callId"] = call.Id,
            ["subscriptions"] = desk.Send(new Speech(
                seat.Agent.Id, call.Id, call.Customer, talker == 1, LenientJson.Text(body, "asrusercase") ?? Recognition.Speech.Single,
                LenientJson.Text(body, "content"), confidence, encrypted)),
        };
    }
}
