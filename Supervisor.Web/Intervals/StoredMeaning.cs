using System.Text.Json;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Intervals;

/// <summary>
/// What a stored event means, told from its row alone: the history can be folded again at any time. What the live session knew besides is in the history too, such as the phone number in
/// the event of a sign-in.
/// </summary>
internal static class StoredMeaning
{
    /// <param name="stored">The row.</param>
    /// <param name="phoneNumber">The agent's phone number by the last sign-in before it; empty where it is not known.</param>
    public static ObservedEvent Of(StoredEvent stored, string phoneNumber) => new()
    {
        Sequence = stored.Sequence,
        Agent = new AgentId(stored.Gateway, stored.AgentId),
        ReceivedAt = stored.ReceivedAt,
        GeneratedAt = stored.GeneratedAt,
        Origin = stored.Origin,
        Type = stored.Type,
        Event = stored.Origin switch
        {
            EventOrigin.Gateway => EventMeaning.Of(new GatewayEvent(stored.Type, "", stored.GeneratedAt, stored.Content), stored.AgentId, phoneNumber),
            EventOrigin.Supervisor => Own(stored),
            _ => new AgentEvent.Informational(),
        },
    };

    /// <summary>The phone number that the event of a sign-in tells; null for any other event.</summary>
    public static string? PhoneNumberIn(StoredEvent stored) =>
        stored is { Origin: EventOrigin.Supervisor, Type: SupervisorEventTypes.Session, Content: { } content } ? GatewayJson.Read(content, static json => Text(json, "phoneNumber")) : null;

    /// <summary>True for the event of a sign-in that does not go on with an older one, and tells the phone number.</summary>
    public static bool IsNewSignIn(StoredEvent stored) => PhoneNumberIn(stored) is not null && Own(stored) is AgentEvent.SessionMoved { SignInState: not null };

    private static AgentEvent Own(StoredEvent stored) => GatewayJson.Read(stored.Content, json => (AgentEvent?)(stored.Type switch
    {
        SupervisorEventTypes.Session when Phase(json) is { } phase =>
            new AgentEvent.SessionMoved(SessionState.Initial with { Phase = phase, LastCode = Text(json, "code") }, Time(json, "signedInAt"), State(json)),
        SupervisorEventTypes.Status when json.TryGetProperty("agentState", out var status) && status.TryGetInt32(out var number) => new AgentEvent.StatusReported(number, Time(json, "since")),
        SupervisorEventTypes.Gap => new AgentEvent.Gap(Text(json, "cause") ?? "", 0, Time(json, "since")),
        SupervisorEventTypes.Picture => PictureEvent.Read(stored.Content),
        _ => null,
    })) ?? new AgentEvent.Informational();

    private static SessionPhase? Phase(JsonElement json) => Enum.TryParse<SessionPhase>(Text(json, "session"), ignoreCase: true, out var phase) ? phase : null;

    private static AgentState? State(JsonElement json) => Enum.TryParse<AgentState>(Text(json, "signInState"), ignoreCase: true, out var state) ? state : null;

    private static DateTimeOffset? Time(JsonElement json, string name) => json.TryGetProperty(name, out var told) && told.ValueKind == JsonValueKind.String && told.TryGetDateTimeOffset(out var time) ? time : null;

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var told) && told.ValueKind == JsonValueKind.String ? told.GetString() : null;
}
