using System.Globalization;
using System.Text.Json;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Roster;

namespace Supervisor.Simulator.Operations;

/// <summary>Agents, skill queues and groups as members of JSON objects (protocol.md sections 3.3 and 3.3a).</summary>
internal sealed class AgentShapes(ResultShapes results, TimeProvider time)
{
    /// <summary>The only virtual call centre.</summary>
    public const int Vdn = 1;

    /// <summary>Media type of voice queues.</summary>
    public const int Voice = 5;

    /// <summary>The documented "never": 2^32-1 seconds in milliseconds.</summary>
    private const long NeverSignedIn = 4_294_967_295_000;

    public static void Name(Utf8JsonWriter writer, SeatView view)
    {
        writer.WriteString("workno", view.Agent.Id);
        writer.WriteString("name", view.Agent.Name);
    }

    /// <summary>The short form of the status lists; numbers come as strings in the field.</summary>
    public void Status(Utf8JsonWriter writer, SeatView view)
    {
        StatusOnly(writer, view);
        results.LooseNumber(writer, "ctiStatus", view.CtiStatus);
        writer.WriteString("groupName", view.Agent.Team);
    }

    /// <summary>As the list of agents to inspect shows them.</summary>
    public void StatusOnly(Utf8JsonWriter writer, SeatView view)
    {
        Name(writer, view);
        results.LooseNumber(writer, "status", view.Status);
    }

    /// <summary>The agent object of section 3.3a.</summary>
    public void Whole(Utf8JsonWriter writer, SeatView view)
    {
        Name(writer, view);
        writer.WriteNumber("status", view.Status);
        writer.WriteNumber("ctiStatus", view.CtiStatus);
        writer.WriteNumber("groupid", RosterBuilder.GroupId(view.Agent.Team));
        writer.WriteString("groupname", view.Agent.Team);
        writer.WritePropertyName("skilllist");
        ResultShapes.ObjectItems(writer, view.Agent.Skills, Skill);
        if (view.CallId is { } callId)
        {
            writer.WriteStartArray("callids");
            writer.WriteStringValue(callId);
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteNull("callids");
        }
        writer.WriteString("mediatype", Media(view));
        writer.WriteNumber("vdnid", Vdn);
        writer.WriteString("phonenumber", view.SignedInAt is null ? null : view.Agent.PhoneNumber);
        writer.WriteNumber("currentstatetime", SecondsInState(view));
        writer.WriteNumber("logindate", view.SignedInAt?.ToUnixTimeMilliseconds() ?? NeverSignedIn);
        writer.WriteNumber("inMultimediaConf", 0);
    }

    /// <summary>The cheap form without queues. It carries both status tables, because clients in the field read its <c>status</c> by either.</summary>
    public static void Bare(Utf8JsonWriter writer, SeatView view)
    {
        Name(writer, view);
        writer.WriteNumber("status", view.Status);
        writer.WriteNumber("ctiStatus", view.CtiStatus);
        writer.WriteNumber("groupid", RosterBuilder.GroupId(view.Agent.Team));
        writer.WriteNumber("vdnid", Vdn);
        writer.WriteString("mediatype", Media(view));
    }

    public static void Skill(Utf8JsonWriter writer, string skill)
    {
        writer.WriteString("name", RosterBuilder.SkillName(skill));
        writer.WriteNumber("id", SkillNumber(skill));
        writer.WriteNumber("mediatype", Voice);
    }

    public static int SkillNumber(string skill) => int.Parse(skill, CultureInfo.InvariantCulture);

    public long SecondsInState(SeatView view) => Math.Max(0, (long)(time.GetUtcNow() - view.Since).TotalSeconds);

    private static string Media(SeatView view) => view.SignedInAt is null ? "FFF" : "TTF";
}
