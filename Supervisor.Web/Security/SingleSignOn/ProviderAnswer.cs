using System.Text.Json;

namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>Reads what a provider has said, which may be anything.</summary>
internal static class ProviderAnswer
{
    /// <summary>A text of an object; null for everything else.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
