using System.Text.Json;

namespace Supervisor.Web.Gateway;

/// <summary>The body of a change of password (protocol.md section 2.8).</summary>
internal static class PasswordForm
{
    public static byte[] Write(string oldPassword, string newPassword)
    {
        using var buffer = new MemoryStream(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("oldPassword", oldPassword);
            json.WriteString("newPassword", newPassword);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
