namespace Supervisor.Benchmarks.Circuits;

/// <summary>Kinds of messages of the SignalR hub protocol, as they are numbered there.</summary>
internal enum HubMessage
{
    Invocation = 1,
    Completion = 3,
    Ping = 6,
    Close = 7,
}
