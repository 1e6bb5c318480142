using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;
using Supervisor.Web.Components.Controls;
using Supervisor.Web.Security;

namespace Supervisor.Web.Components;

/// <summary>How the browser's link behaves. The same times stand in boot.js.</summary>
internal static class Circuits
{
    /// <summary>The circuits, counted, each with its beat.</summary>
    public static void AddCircuits(this IServiceCollection services)
    {
        services.AddSingleton<CircuitCount>();
        services.AddSingleton<CircuitMetrics>();
        services.AddSingleton<CircuitHandler>(provider => provider.GetRequiredService<CircuitCount>());
        services.AddScoped<BeatRide>();
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(NoticeALostLinkSoon).AddHubOptions(options => options.AddFilter<CircuitCut>());
    }

    /// <summary>A pulled cable shows within 15 s on both sides.</summary>
    private static void NoticeALostLinkSoon(HubOptions options)
    {
        options.KeepAliveInterval = TimeSpan.FromSeconds(5);
        options.ClientTimeoutInterval = TimeSpan.FromSeconds(15);
    }
}
