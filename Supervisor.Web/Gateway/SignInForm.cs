using System.Text.Json;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Gateway;

/// <summary>The body of a sign-in (seed text "Signing In", table 3): every field under its name, with the types of the table.</summary>
internal static class SignInForm
{
    /// <summary>Writes the body. Fields that are not set are left out; push mode adds <c>callBackUri</c> and <c>serviceToken</c>, always both (table note).</summary>
    public static byte[] Write(AgentCredential agent, string password)
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("password", password);
            json.WriteString("phonenum", agent.PhoneNumber);
            json.WriteBoolean("autoanswer", agent.AutoAnswer);
            json.WriteBoolean("autoenteridle", agent.AutoEnterIdle);
            json.WriteBoolean("releasephone", agent.ReleasePhone);
            json.WriteNumber("agenttype", agent.AgentType);
            json.WriteNumber("status", agent.SignInStatus);
            json.WriteString("ip", agent.Ip);
            if (agent.EntryIp is { Length: > 0 } entryIp) json.WriteString("entryIp", entryIp);
            json.WriteBoolean("phonelinkage", agent.PhoneLinkage);
            json.WriteBoolean("checkInWebm", agent.CheckInWebm);
            json.WriteBoolean("checkInMailm", agent.CheckInMailm);
            if (agent.VcPhoneNumber is { Length: > 0 } vcPhoneNumber) json.WriteString("vcPhoneNumber", vcPhoneNumber);
            json.WriteBoolean("listenStatus", agent.ListenStatus);
            if (agent.ServiceWorkId is { Length: > 0 } serviceWorkId) json.WriteString("serviceworkid", serviceWorkId);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
