using Supervisor.Simulator.Sessions;

namespace Supervisor.Simulator.Protocol;

/// <summary>One answer of an operation, HTTP 200: the code, the body, and what goes into the headers.</summary>
internal readonly record struct Answer(string Code, ReadOnlyMemory<byte> Body)
{
    /// <summary>Goes out as <c>Set-GUID: JSESSIONID=...</c> and <c>Guid</c>.</summary>
    public string? NewGuid { get; init; }

    /// <summary>Goes out as <c>Guid</c> alone: the answer of a configuration login.</summary>
    public string? ConfigurationGuid { get; init; }

    /// <summary>Value of the load balancer's cookie, on sign-in only.</summary>
    public string? Cookie { get; init; }

    /// <summary>The poll whose event this answer carries; it must be settled when the answer left or was lost.</summary>
    public PollTurn? Turn { get; init; }
}
