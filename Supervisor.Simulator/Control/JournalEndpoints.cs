using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator.Control;

/// <summary>The journal as the control endpoints show it, in epoch milliseconds; README.md describes the members.</summary>
internal static class JournalEndpoints
{
    /// <summary>How many older stretches were forgotten: the answer itself is a plain list.</summary>
    public const string DroppedHeader = "Dropped-Stretches";

    public static JsonArray Stretches(GatewayFloor floor, HttpContext context)
    {
        var journal = floor.Get(context.Request.Query["agent"].ToString()).Journal();
        context.Response.Headers[DroppedHeader] = journal.Dropped.ToString(CultureInfo.InvariantCulture);
        return new([.. journal.Stretches.Select(stretch => new JsonObject
        {
            ["from"] = stretch.From.ToUnixTimeMilliseconds(),
            ["to"] = stretch.To?.ToUnixTimeMilliseconds(),
            ["state"] = stretch.State,
            ["reason"] = stretch.Reason,
            ["callId"] = stretch.CallId,
            ["direction"] = stretch.Direction,
        })]);
    }

    public static JsonArray Totals(GatewayFloor floor, IQueryCollection query) =>
        new([.. floor.Totals(Time(query, "from"), Time(query, "to")).Select(agent => new JsonObject
        {
            ["workno"] = agent.AgentId,
            ["milliseconds"] = new JsonObject(agent.Milliseconds.Select(state => KeyValuePair.Create<string, JsonNode?>(state.Key, state.Value))),
            ["answered"] = agent.Answered,
            ["inbound"] = agent.Inbound,
            ["outbound"] = agent.Outbound,
            ["talkedIn"] = agent.TalkedIn,
            ["ringsNotAnswered"] = agent.RingsNotAnswered,
            ["complete"] = agent.Complete,
        })]);

    private static DateTimeOffset Time(IQueryCollection query, string name) =>
        long.TryParse(query[name].ToString(), CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new FormatException($"{name}: epoch milliseconds");
}
