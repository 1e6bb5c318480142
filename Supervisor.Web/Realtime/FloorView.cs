using System.Text.Json;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Codes;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;

namespace Supervisor.Web.Realtime;

/// <summary>What changes too often to be part of the floor's picture; asked for when somebody looks.</summary>
/// <param name="LastPollAt">When the last poll was answered well; null where none was.</param>
/// <param name="Fault">The last answer that could not be used, in words; null where there was none.</param>
/// <param name="FaultAt">When that was.</param>
/// <param name="GatewayMessage">What the gateway said with <paramref name="MessageCode"/>; null for codes of the catalogue.</param>
/// <param name="MessageCode">The unknown code that came with it.</param>
/// <param name="MustChangePassword">The agent cannot make calls until the password is changed; null before a sign-in.</param>
/// <param name="PasswordDaysLeft">Days until the password expires; null where it never does or nothing was told.</param>
/// <param name="LastHeartbeatAt">When the last heartbeat that was answered well was sent; null where we poll.</param>
/// <param name="LastEventAt">When the last event came; null before the first.</param>
public readonly record struct SessionFacts(
    DateTimeOffset? LastPollAt, string? Fault, DateTimeOffset? FaultAt,
    string? GatewayMessage = null, string? MessageCode = null, bool? MustChangePassword = null, int? PasswordDaysLeft = null,
    DateTimeOffset? LastHeartbeatAt = null, DateTimeOffset? LastEventAt = null);

/// <summary>The facts of one agent's session; empty where none runs.</summary>
public delegate SessionFacts SessionFactsOf(AgentId agent);

/// <summary>The floor as outside clients see it (surface.md, "HTTP API").</summary>
public sealed record FloorView(long Revision, DateTimeOffset AsOf, IReadOnlyDictionary<string, int> Totals, IReadOnlyList<AgentView> Agents)
{
    /// <summary>The whole floor, in order of agent.</summary>
    public static FloorView Of(FloorSnapshot floor, SessionFactsOf factsOf) => new(
        floor.Revision, floor.AsOf, TotalsOf(floor.Totals),
        [.. floor.Agents.Values.OrderBy(agent => agent.Id).Select(agent => AgentView.Of(agent, factsOf(agent.Id)))]);

    /// <summary>Agents by state.</summary>
    public static IReadOnlyDictionary<string, int> TotalsOf(FloorTotals totals) =>
        Enum.GetValues<AgentState>().ToDictionary(state => Spelt(state), state => totals[state]);

    internal static string Spelt<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>What has changed since the revision before.</summary>
public sealed record FloorChange(long Revision, DateTimeOffset AsOf, IReadOnlyDictionary<string, int> Totals, IReadOnlyList<AgentView> Agents, IReadOnlyList<AgentKey> Gone);

/// <summary>Names an agent that has left the floor.</summary>
public sealed record AgentKey(string Gateway, string AgentId);

/// <summary>One agent.</summary>
public sealed record AgentView(string Gateway, string AgentId, string Name, string Team, string State, string? Reason, DateTimeOffset Since, CallView? Call, DateTimeOffset? SignedInAt, SessionView Session)
{
    internal static AgentView Of(AgentSnapshot agent, SessionFacts facts) => new(
        agent.Id.Gateway, agent.Id.WorkNo, agent.Profile.Name, agent.Profile.Team,
        FloorView.Spelt(agent.State), agent.Reason, agent.Since,
        agent.Call is { } call ? CallView.Of(call) : null,
        agent.SignedInAt,
        SessionView.Of(agent.Session, facts));
}

/// <summary>The call in hand.</summary>
public sealed record CallView(string? CallId, string Direction, string? OtherParty, string? Skill, string Phase, DateTimeOffset StartedAt, DateTimeOffset? AnsweredAt)
{
    internal static CallView Of(CallSnapshot call) =>
        new(call.CallId, FloorView.Spelt(call.Direction), call.OtherParty, call.Skill, FloorView.Spelt(call.Phase), call.StartedAt, call.AnsweredAt);
}

/// <summary>Our gateway session. <c>lastCodeMeaning</c> and <c>whatWeDo</c> are the catalogue's English words for <c>lastCode</c>.</summary>
public sealed record SessionView(
    string State, string? LastCode, DateTimeOffset? LastPollAt, DateTimeOffset? NextTryAt, string? Fault, DateTimeOffset? FaultAt,
    string? LastCodeMeaning, string? WhatWeDo, string? GatewayMessage, bool? MustChangePassword, int? PasswordDaysLeft,
    DateTimeOffset? LastHeartbeatAt, DateTimeOffset? LastEventAt)
{
    internal static SessionView Of(SessionState session, SessionFacts facts)
    {
        var words = session.LastCode is { } code ? ErrorCatalogue.Find(code) : null;
        return new(
            FloorView.Spelt(session.Phase), session.LastCode, facts.LastPollAt, session.NextTryAt, facts.Fault, facts.FaultAt,
            words?.Meaning.English, words?.WhatWeDo.English, session.LastCode is not null && facts.MessageCode == session.LastCode ? facts.GatewayMessage : null,
            facts.MustChangePassword, facts.PasswordDaysLeft, facts.LastHeartbeatAt, facts.LastEventAt);
    }
}
