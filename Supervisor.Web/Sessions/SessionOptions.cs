using System.Net;
using System.Net.Sockets;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>How the pool paces itself (<c>Sessions</c>).</summary>
public sealed class SessionOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sessions";

    /// <summary>Sign-ins begun per second at one gateway in a mass sign-in; 1 to 1000, default 50.</summary>
    public int SignInsPerSecond { get; set; } = 50;

    /// <summary>Sign-ins under way at once at one gateway; 1 to 1000, default 32.</summary>
    public int MaxConcurrentSignIns { get; set; } = 32;

    /// <summary>
    /// Sessions of one gateway that come back per second after a loss, with their old GUID: a question and a poll each, which cost a gateway less than a sign-in, and a connection with its handshake. 1 to 5000, default 500.
    /// </summary>
    public int ReturnsPerSecond { get; set; } = 500;

    /// <summary>Such questions under way at once at one gateway; 1 to 1000, default 64.</summary>
    public int MaxConcurrentReturns { get; set; } = 64;

    /// <summary>Most polling sessions; default what files and ports of the machine allow, see <see cref="SessionBudget"/>.</summary>
    public int? Limit { get; set; }

    /// <summary>Pause between an answer and the next poll; 200 to 500 ms (seed text "Obtaining Events of One Agent in Polling Mode", note), default 200 ms.</summary>
    public TimeSpan PollGap { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// How long a poll is waited for; 5 to 90 s, default 15 s. It must be some seconds longer than the gateway holds a poll, which is 10 s as it is delivered, is set in its <c>basic.properties</c>
    /// (AGENT_POLL_WAIT_TIMES x AGENT_POLL_WAIT_INTERVAL, seed text "Obtaining Events of One Agent in Polling Mode"), and is more where there is disaster recovery (protocol.md section 1.3).
    /// Not more than 90 s: a gateway signs out whom it has not heard of for 120 s.
    /// </summary>
    public TimeSpan PollDeadline { get; set; } = StandingCalls.Deadline;

    /// <summary>
    /// What becomes of agents in a call when a session must end: false leaves them to the gateway, which signs them out after two minutes without us;
    /// true signs them out by force after three refusals, which cuts the call off. Default false.
    /// </summary>
    public bool SignOutCutsCalls { get; set; }

    /// <summary>Local addresses to spread connections over, for more than 28,000 sessions to one gateway address; default none.</summary>
    public List<string> SourceAddresses { get; } = [];

    /// <summary>Every error of these values, with its key.</summary>
    public IEnumerable<(string Key, string Error)> Errors()
    {
        if (SignInsPerSecond is < 1 or > 1000) yield return ($"{Section}:{nameof(SignInsPerSecond)}", "must be 1 to 1000");
        if (MaxConcurrentSignIns is < 1 or > 1000) yield return ($"{Section}:{nameof(MaxConcurrentSignIns)}", "must be 1 to 1000");
        if (ReturnsPerSecond is < 1 or > 5000) yield return ($"{Section}:{nameof(ReturnsPerSecond)}", "must be 1 to 5000");
        if (MaxConcurrentReturns is < 1 or > 1000) yield return ($"{Section}:{nameof(MaxConcurrentReturns)}", "must be 1 to 1000");
        if (Limit < 1) yield return ($"{Section}:{nameof(Limit)}", "must be at least 1");
        if (PollGap < TimeSpan.FromMilliseconds(200) || PollGap > TimeSpan.FromMilliseconds(500))
            yield return ($"{Section}:{nameof(PollGap)}", "must be 00:00:00.200 to 00:00:00.500: the gateway asks for a pause of 200 to 500 ms between polls");
        if (PollDeadline < TimeSpan.FromSeconds(5) || PollDeadline > TimeSpan.FromSeconds(90)) yield return ($"{Section}:{nameof(PollDeadline)}", "must be 00:00:05 to 00:01:30");
        for (var i = 0; i < SourceAddresses.Count; i++)
            if (!IsOfThisMachine(SourceAddresses[i])) yield return ($"{Section}:{nameof(SourceAddresses)}:{i}", "must be an IP address of this machine");
    }

    /// <summary>Asked of the system: with any other address every connection would fail, and look as if no port were left.</summary>
    private static bool IsOfThisMachine(string text)
    {
        if (!IPAddress.TryParse(text, out var address)) return false;
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
