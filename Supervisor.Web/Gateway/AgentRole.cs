namespace Supervisor.Web.Gateway;

/// <summary>The answer to a role check (protocol.md section 3.3): true or false, as text or not.</summary>
internal static class AgentRole
{
    /// <summary>Null where it cannot be read.</summary>
    public static bool? Read(ReadOnlyMemory<byte> result) => GatewayJson.Read(result, json => json.ToString()) is { } text && bool.TryParse(text, out var holds) ? holds : null;
}
