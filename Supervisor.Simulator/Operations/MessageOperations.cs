using System.Globalization;
using System.Text.Json;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Roster;

namespace Supervisor.Simulator.Operations;

/// <summary>Bulletins and notes from agent to agent (protocol.md section 3.1, rows 21 and 22). Agents that are signed out get nothing.</summary>
internal sealed class MessageOperations(GatewayFloor floor, ResultShapes results, TimeProvider time)
{
    private const int LongestTarget = 100;
    private const int LongestText = 900;

    public IEnumerable<Operation> All =>
    [
        new("notifyBulletin", "POST", "onlineagent/{agentid}/notifybulletin", Access.Session, NotifyBulletinAsync),
        new("sendNoteletEx", "POST", "onlineagent/{agentid}/sendnoteletex", Access.Session, SendNoteAsync),
        new("sendNotelet", "POST", "onlineagent/{agentid}/sendnotelet/{receiver}", Access.Session,
            request => new(Send(request.Seat!, "AgentOther_Note", [floor.Find(request.Arguments[0])], request.Query("content")))),
    ];

    private async ValueTask<Answer> NotifyBulletinAsync(GatewayRequest request)
    {
        if (await JsonBody.ReadAsync(request) is not { } body
            || LenientJson.Text(body, "targetname") is not { Length: > 0 and <= LongestTarget } target
            || LenientJson.Text(body, "targettype") is not ("0" or "1"))
            return results.Refusal(RetCode.BadParameter);
        // 0 group, 1 skill queue
        var receivers = LenientJson.Text(body, "targettype") == "0" ? OnGroup(target) : InQueue(target);
        return receivers is null
            ? results.Refusal(RetCode.GroupNotFound)
            : Send(request.Seat!, "AgentOther_Bulletin", receivers, LenientJson.Text(body, "bulletindata"));
    }

    private async ValueTask<Answer> SendNoteAsync(GatewayRequest request) =>
        await JsonBody.ReadAsync(request) is { } body && JsonBody.Ids(body, "agentIds") is { Length: > 0 } ids
            ? Send(request.Seat!, "AgentOther_Note", [.. ids.Select(floor.Find)], LenientJson.Text(body, "content"))
            : results.Refusal(RetCode.BadParameter);

    private Answer Send(Seat sender, string eventType, Seat?[] receivers, string? text)
    {
        if (text is not { Length: > 0 and <= LongestText })
            return results.Refusal(RetCode.BadParameter);
        // all or nobody: a note to an unknown agent is sent to none
        if (receivers.Contains(null))
            return results.Refusal(RetCode.AgentNotFound);
        var content = Content(sender.Agent, text);
        foreach (var receiver in receivers.OfType<Seat>().Where(seat => seat.SessionNumber != 0))
            receiver.RaiseFromOutside(eventType, content);
        return results.Done;
    }

    private Seat[]? OnGroup(string name) =>
        RosterBuilder.Teams.Contains(name) ? Array.FindAll(floor.Seats, seat => seat.Agent.Team == name) : null;

    private Seat[]? InQueue(string name) =>
        RosterBuilder.SkillId(name) is { } skill ? Array.FindAll(floor.Seats, seat => seat.View().Entered.Contains(skill)) : null;

    private string Content(SimulatedAgent sender, string text)
    {
        var now = time.GetUtcNow();
        return JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["sender"] = sender.Id,
            ["sendername"] = sender.Name,
            ["receivetime"] = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["timestring"] = now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            ["context"] = text,
        });
    }
}
