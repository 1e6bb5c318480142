using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Roster;

namespace Supervisor.Simulator.Control;

/// <summary>What a tester does by hand: look at the floor, plan faults, raise events. Not part of the gateway; see README.md.</summary>
internal sealed class ControlPipeline(
    GatewayFloor floor, OperationTable operations, FaultPlan faults, RecognitionEndpoints recognition, Action<TimeSpan, bool> outage)
{
    public async Task HandleAsync(HttpContext context, string[] path)
    {
        try
        {
            await ((context.Request.Method, path) switch
            {
                ("GET", ["agents"]) => JsonAsync(context, new JsonArray([.. floor.Seats.Select(seat => AgentNode(seat.Standing()))])),
                ("GET", ["agents.csv"]) => TextAsync(context, "text/csv; charset=utf-8", AgentsCsv.Write(floor.Agents)),
                ("POST", ["agents", var id, "events"]) => RaiseAsync(context, floor.Get(id)),
                ("POST", ["agents", var id, "password"]) => AgePasswordAsync(context, floor.Get(id)),
                ("GET", ["events"]) => JsonAsync(context, Events(context.Request)),
                ("GET", ["states"]) => JsonAsync(context, States(context.Request)),
                ("GET", ["journal"]) => JsonAsync(context, JournalEndpoints.Stretches(floor, context)),
                ("GET", ["journal", "totals"]) => JsonAsync(context, JournalEndpoints.Totals(floor, context.Request.Query)),
                ("GET", ["stats"]) => JsonAsync(context, Stats()),
                ("GET", ["heartbeats"]) => JsonAsync(context, HeartbeatEndpoints.Log(floor.Get(context.Request.Query["agent"].ToString()))),
                ("GET", ["heartbeats", "intervals"]) => JsonAsync(context, HeartbeatEndpoints.Intervals(floor)),
                ("GET", ["faults"]) => JsonAsync(context, JsonSerializer.SerializeToNode(faults.Active.Select(FaultJson.From), FaultJson.Json)!),
                ("POST", ["faults"]) => AddFaultAsync(context),
                ("DELETE", ["faults"]) => ClearFaultsAsync(context),
                ("DELETE", ["faults", var id]) => RemoveFaultAsync(context, id),
                ("POST", ["outage"]) => OutageAsync(context),
                ("POST", ["sessions", var id]) => SignInElsewhereAsync(context, floor.Get(id)),
                ("DELETE", ["sessions", var id]) => EndSessionAsync(context, floor.Get(id)),
                _ => RecognitionAsync(context, path),
            });
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException or FormatException)
        {
            await ErrorAsync(context, StatusCodes.Status400BadRequest, exception.Message);
        }
    }

    private async Task RecognitionAsync(HttpContext context, string[] path) =>
        await (await recognition.FindAsync(context.Request, path) is { } found
            ? JsonAsync(context, found)
            : ErrorAsync(context, StatusCodes.Status404NotFound, "no such control endpoint"));

    private static JsonObject AgentNode(AgentStanding agent) => new()
    {
        ["workno"] = agent.AgentId,
        ["name"] = agent.Name,
        ["team"] = agent.Team,
        ["status"] = agent.Status,
        ["state"] = agent.State,
        ["reason"] = agent.Reason,
        ["since"] = agent.Since,
        ["signedIn"] = agent.SignedIn,
        ["inQueues"] = agent.InQueues,
        ["queued"] = agent.Queued,
        ["polling"] = agent.Polling,
        ["push"] = agent.Push,
    };

    private JsonArray Events(HttpRequest request)
    {
        var after = request.Query["after"].ToString() is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
        return new([.. floor.Get(request.Query["agent"].ToString()).Delivered(after).Select(sent => new JsonObject
        {
            ["seq"] = sent.Sequence,
            ["eventType"] = sent.EventType,
            ["content"] = JsonNode.Parse(sent.Content),
            ["deliveredAt"] = sent.DeliveredAt,
            ["eventGenTime"] = sent.CreatedAt.ToUnixTimeMilliseconds(),
        })]);
    }

    private JsonArray States(HttpRequest request) =>
        new([.. floor.Get(request.Query["agent"].ToString()).History().Select(change => new JsonObject
        {
            ["at"] = change.At,
            ["state"] = change.State,
            ["reason"] = change.Reason,
        })]);

    private JsonObject Stats()
    {
        var counters = floor.Counters;
        var calls = operations.All.OrderBy(operation => operation.Name, StringComparer.Ordinal)
            .Select(operation => KeyValuePair.Create<string, JsonNode?>(operation.Name, operation.Calls));
        return new JsonObject
        {
            ["polls"] = operations.All.Single(operation => operation.Name == Simulator.Operations.PollOperation.Name).Calls,
            ["idlePolls"] = counters.IdlePolls,
            ["eventsDelivered"] = counters.EventsDelivered,
            ["eventsReturned"] = counters.EventsReturned,
            ["eventsDropped"] = counters.EventsDropped,
            ["eventsQueued"] = floor.Seats.Sum(seat => seat.Standing().Queued),
            ["signIns"] = counters.SignIns,
            ["signInsRefused"] = counters.SignInsRefused,
            ["watchdogSignOuts"] = counters.WatchdogSignOuts,
            ["refusals"] = counters.Refusals,
            ["heartbeats"] = counters.Heartbeats,
            ["pushes"] = counters.Pushes,
            ["pushFailures"] = counters.PushFailures,
            ["pushDropped"] = counters.PushDropped,
            ["recognitions"] = counters.Recognitions,
            ["recognitionFailures"] = counters.RecognitionFailures,
            ["recognitionsDropped"] = counters.RecognitionsDropped,
            ["callbacksUnderWay"] = floor.Courier.UnderWay,
            ["callbacksWaiting"] = floor.Courier.Waiting,
            ["maxConcurrentPerAgent"] = floor.Seats.Max(seat => seat.Requests.Highest),
            ["operations"] = new JsonObject(calls),
        };
    }

    private static async Task RaiseAsync(HttpContext context, Seat seat)
    {
        var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        var type = body.RootElement.GetProperty("eventType").GetString() ?? throw new FormatException("eventType: a string");
        var content = body.RootElement.TryGetProperty("content", out var value) ? value.GetRawText() : EventContents.None;
        if (seat.RaiseFromOutside(type, content))
            await JsonAsync(context, new JsonObject { ["queued"] = seat.Standing().Queued });
        else
            await ErrorAsync(context, StatusCodes.Status409Conflict, "the agent is not signed in");
    }

    private static async Task AgePasswordAsync(HttpContext context, Seat seat)
    {
        const int Never = int.MinValue;
        using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        if (body.RootElement.ValueKind != JsonValueKind.Object
            || !LenientJson.TryFlag(body.RootElement, "mustChange", false, out var mustChange)
            || !LenientJson.TryInteger(body.RootElement, "daysLeft", Never, out var daysLeft) || daysLeft is not (Never or (>= 0 and <= 180)))
            throw new FormatException("mustChange: true or false; daysLeft: 0..180, or left out when the password never expires");
        seat.AgePassword(mustChange, daysLeft == Never ? null : daysLeft);
        await JsonAsync(context, AgentNode(seat.Standing()));
    }

    private async Task AddFaultAsync(HttpContext context)
    {
        var fault = await JsonSerializer.DeserializeAsync<FaultJson>(context.Request.Body, FaultJson.Json, context.RequestAborted)
            ?? throw new FormatException("a fault object is missing");
        await JsonAsync(context, new JsonObject { ["id"] = faults.Add(fault.ToFault()) });
    }

    private Task ClearFaultsAsync(HttpContext context)
    {
        faults.Clear();
        return JsonAsync(context, new JsonObject { ["cleared"] = true });
    }

    private Task RemoveFaultAsync(HttpContext context, string id) =>
        faults.Remove(int.Parse(id, CultureInfo.InvariantCulture))
            ? JsonAsync(context, new JsonObject { ["cleared"] = true })
            : ErrorAsync(context, StatusCodes.Status404NotFound, "no such fault");

    private Task OutageAsync(HttpContext context)
    {
        var seconds = double.Parse(context.Request.Query["seconds"].ToString(), CultureInfo.InvariantCulture);
        if (seconds is not (> 0 and <= 3600))
            throw new FormatException("seconds: above 0 up to 3600");
        outage(TimeSpan.FromSeconds(seconds), context.Request.Query["keepSessions"] != "false");
        return JsonAsync(context, new JsonObject { ["seconds"] = seconds });
    }

    private static Task SignInElsewhereAsync(HttpContext context, Seat seat)
    {
        seat.AllowForcedSignIn(context.Request.Query["allowForce"] != "false");
        seat.SignInElsewhere();
        return JsonAsync(context, AgentNode(seat.Standing()));
    }

    private static Task EndSessionAsync(HttpContext context, Seat seat)
    {
        seat.FreeForSignIn();
        return JsonAsync(context, AgentNode(seat.Standing()));
    }

    private static Task ErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return JsonAsync(context, new JsonObject { ["error"] = message });
    }

    private static Task JsonAsync(HttpContext context, JsonNode node) =>
        TextAsync(context, "application/json; charset=utf-8", node.ToJsonString(FaultJson.Json));

    private static Task TextAsync(HttpContext context, string contentType, string text)
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(text, Encoding.UTF8, context.RequestAborted);
    }
}
