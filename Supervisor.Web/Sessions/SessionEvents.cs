using System.Text.Json;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>Makes the envelopes in which a session reports what it received and what became of itself.</summary>
internal static class SessionEvents
{
    public static ObservedEvent FromGateway(AgentPlan plan, GatewayEvent sent, DateTimeOffset receivedAt) => new()
    {
        Agent = plan.Id,
        ReceivedAt = receivedAt,
        GeneratedAt = sent.GeneratedAt,
        Origin = EventMeaning.IsStray(sent, plan.Id.WorkNo) ? EventOrigin.Stray : EventOrigin.Gateway,
        Type = sent.Type,
        Event = EventMeaning.Of(sent, plan.Id.WorkNo, plan.Credential.PhoneNumber),
        Content = sent.Content,
    };

    /// <param name="phoneNumber">With a sign-in: from then on the history tells by it which party of a call is the agent.</param>
    public static ObservedEvent Moved(AgentId agent, SessionState state, DateTimeOffset? signedInAt, AgentState? signInState, string? phoneNumber, DateTimeOffset at) => Own(
        agent, at, SupervisorEventTypes.Session, new AgentEvent.SessionMoved(state, signedInAt, signInState),
        json =>
        {
            json.WriteString("session", JsonNamingPolicy.CamelCase.ConvertName(state.Phase.ToString()));
            if (state.LastCode is { } code) json.WriteString("code", code);
            if (signedInAt is { } time) json.WriteString("signedInAt", time);
            if (phoneNumber is { } phone) json.WriteString("phoneNumber", phone);
            if (signInState is { } asked) json.WriteString("signInState", JsonNamingPolicy.CamelCase.ConvertName(asked.ToString()));
        });

    public static ObservedEvent Status(AgentId agent, int gatewayStatus, DateTimeOffset? since, DateTimeOffset at) => Own(
        agent, at, SupervisorEventTypes.Status, new AgentEvent.StatusReported(gatewayStatus, since),
        json =>
        {
            json.WriteNumber("agentState", gatewayStatus);
            if (since is { } began) json.WriteString("since", began);
        });

    public static ObservedEvent Gap(AgentId agent, string cause, DateTimeOffset at, DateTimeOffset? since = null) => Own(
        agent, at, SupervisorEventTypes.Gap, new AgentEvent.Gap(cause, 0, since),
        json =>
        {
            json.WriteString("cause", cause);
            if (since is { } began) json.WriteString("since", began);
        });

    private static ObservedEvent Own(AgentId agent, DateTimeOffset at, string type, AgentEvent meaning, Action<Utf8JsonWriter> write)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new ObservedEvent { Agent = agent, ReceivedAt = at, Origin = EventOrigin.Supervisor, Type = type, Event = meaning, Content = content.ToArray() };
    }
}
