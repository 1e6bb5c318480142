using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Gateway;

/// <summary>The addresses that we give to a gateway (surface.md, "Addresses the gateway calls").</summary>
internal static class CallbackAddress
{
    /// <summary><paramref name="path"/> below the gateway's <see cref="ConfiguredGateway.CallbackBaseUrl"/>; null where that is not an address.</summary>
    public static Uri? Of(ConfiguredGateway gateway, string path) =>
        Uri.TryCreate(gateway.CallbackBaseUrl?.TrimEnd('/') + path, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
}
