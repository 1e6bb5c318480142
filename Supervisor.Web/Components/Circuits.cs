using Microsoft.AspNetCore.SignalR;

namespace Supervisor.Web.Components;

/// <summary>How the browser's link behaves. The same times stand in boot.js.</summary>
internal static class Circuits
{
    /// <summary>A pulled cable shows within 15 s on both sides.</summary>
    public static void NoticeALostLinkSoon(HubOptions options)
    {
        options.KeepAliveInterval = TimeSpan.FromSeconds(5);
        options.ClientTimeoutInterval = TimeSpan.FromSeconds(15);
    }
}
