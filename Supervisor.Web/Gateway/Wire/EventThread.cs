using System.Net.Sockets;
using System.Reflection;

namespace Supervisor.Web.Gateway.Wire;

/// <summary>
/// The thread of .NET that notices what comes on all sockets. By default it hands each on to another thread, which has to be woken: for a poll that is a quarter of what it costs. A socket can have what waits for it
/// go on right there; .NET uses that itself, and has no public name for it (dotnet/runtime, issue 59157). Where it is not found, everything is as by default.
/// </summary>
internal static class EventThread
{
    private static readonly Action<Socket, bool>? Prefer =
        typeof(Socket).GetProperty("PreferInlineCompletions", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.SetMethod?.CreateDelegate<Action<Socket, bool>>();

    /// <summary>This .NET has it.</summary>
    public static bool IsThere => Prefer is not null;

    /// <summary>What waits for this socket goes on at once from now on. It holds up everybody's sockets meanwhile, so it must be short and never block.</summary>
    public static void GoOnThere(Socket socket) => Prefer?.Invoke(socket, true);
}
