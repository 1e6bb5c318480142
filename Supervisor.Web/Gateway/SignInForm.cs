using System.Text.Json;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Gateway;

/// <summary>The body of a sign-in (seed text "Signing In", table 3): every field under its name, with the types of the table.</summary>
internal static class SignInForm
{
    /// <summary>Writes the body. Fields that are not set are left out; push mode adds <c>callBackUri</c> and <c>serviceToken</c>, always both (table note).</summary>
    /// <param name="agent">Who.</param>
    /// <param name="password">Its password.</param>
    /// <param name="callback">Where events are pushed to and what the gateway is to show there; null to poll.</param>
    public static byte[] Write(AgentCredential agent, string password, (Uri Address, string ServiceToken)? callback = null)
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
            if (callback is { } push)
            {
                json.WriteString("callBackUri", push.Address.AbsoluteUri);
                json.WriteString("serviceToken", push.ServiceToken);
            }

            if (agent.ServiceWorkId is { Length: > 0 } serviceWorkId) json.WriteString("serviceworkid", serviceWorkId);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
