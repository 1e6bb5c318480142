using System.Text.Json;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Events;

namespace Supervisor.Web.Realtime;

/// <summary>What the floor shows of an agent, as an event of the history; see <see cref="AgentEvent.PictureKept"/>.</summary>
internal static class PictureEvent
{
    private static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web);

    public static ObservedEvent Of(AgentSnapshot agent, DateTimeOffset at)
    {
        var picture = new AgentEvent.PictureKept(agent.State, agent.Reason, agent.Since, agent.SignedInAt, agent.Call);
        return new ObservedEvent
        {
            Agent = agent.Id,
            ReceivedAt = at,
            Origin = EventOrigin.Supervisor,
            Type = SupervisorEventTypes.Picture,
            Event = picture,
            Content = JsonSerializer.SerializeToUtf8Bytes(picture, Names),
        };
    }

    /// <summary>The picture that <paramref name="content"/> holds; null where it holds none.</summary>
    public static AgentEvent.PictureKept? Read(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<AgentEvent.PictureKept>(content, Names);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
