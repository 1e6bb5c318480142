using System.Text.Json;
using Supervisor.Simulator;

namespace Supervisor.Tests.Simulator;

/// <summary>One of several signed-in agents of a simulated floor, and raw HTTP as that agent.</summary>
internal sealed class SimulatorDesk(SimulatorFixture gateway, SimulatedAgent agent, string guid)
{
    /// <summary>The first six agents are inspectors; these two are not.</summary>
    public static readonly SimulatorOptions EightAgents = new() { Agents = 8, Scenario = false };

    public string Id => agent.Id;

    public SimulatedAgent Agent => agent;

    /// <summary>Signs an agent in, enters its queues and fetches the sign-in events.</summary>
    public static async Task<SimulatorDesk> AtWorkAsync(SimulatorFixture gateway, string id, string extra = "")
    {
        var agent = gateway.Server.Agents.Single(agent => agent.Id == id);
        var reply = await gateway.SendAsync(HttpMethod.Put, $"onlineagent/{id}", null,
            $$"""{"password":"{{agent.Password}}","phonenum":"{{agent.PhoneNumber}}"{{extra}}}""");
        Assert.Equal("0", reply.Code);
        var desk = new SimulatorDesk(gateway, agent, reply.Guid!);
        Assert.Equal("0", await desk.CodeAsync("POST", "onlineagent", "resetskill/true"));
        await desk.EventsAsync();
        return desk;
    }

    public Task<Reply> SendAsync(string method, string group, string action, string? body = null) =>
        gateway.SendAsync(new HttpMethod(method), $"{group}/{Id}{(action.StartsWith('?') ? "" : "/")}{action}", guid, body);

    public async Task<string?> CodeAsync(string method, string group, string action, string? body = null) =>
        (await SendAsync(method, group, action, body)).Code;

    /// <summary>The result of a call that succeeds.</summary>
    public async Task<JsonElement> ResultAsync(string group, string action, string method = "GET", string? body = null)
    {
        var reply = await SendAsync(method, group, action, body);
        using var json = JsonDocument.Parse(reply.Body);
        Assert.Equal("0", json.RootElement.GetProperty("retcode").GetString());
        return json.RootElement.GetProperty("result").Clone();
    }

    /// <summary>The same as text, to compare with a documented example.</summary>
    public async Task<string> TextAsync(string group, string action) => (await ResultAsync(group, action)).GetRawText();

    /// <summary>The members that every item of a list has, in order.</summary>
    public async Task<string[]> MembersAsync(string group, string action, string method = "GET", string? body = null) =>
        [.. (await ResultAsync(group, action, method, body))[0].EnumerateObject().Select(member => member.Name)];

    public async Task<string[]> WorkNosAsync(string group, string action, string method = "GET", string? body = null) =>
        [.. (await ResultAsync(group, action, method, body)).EnumerateArray().Select(item => item.GetProperty("workno").GetString()!)];

    /// <summary>Every queued event, one poll each, as "type content".</summary>
    public async Task<string[]> EventsAsync()
    {
        var events = new List<string>();
        while (gateway.Server.Account.Current(Id).Queued > 0)
        {
            using var json = JsonDocument.Parse((await gateway.SendAsync(HttpMethod.Get, $"agentevent/{Id}", guid)).Body);
            var sent = json.RootElement.GetProperty("event");
            events.Add($"{sent.GetProperty("eventType").GetString()} {sent.GetProperty("content").GetRawText()}");
        }
        return [.. events];
    }

    /// <summary>A customer's call, answered; its events are fetched.</summary>
    public async Task<string> TalkAsync()
    {
        var call = gateway.Server.StartInboundCall(Id);
        Assert.NotNull(call);
        Assert.True(gateway.Server.Answer(Id));
        await EventsAsync();
        return call;
    }
}
