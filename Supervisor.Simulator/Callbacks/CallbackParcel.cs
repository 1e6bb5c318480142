namespace Supervisor.Simulator.Callbacks;

/// <summary>One POST to the callback address of a client.</summary>
internal sealed class CallbackParcel(Uri address, ReadOnlyMemory<byte> body)
{
    /// <summary>Used as it was given, query included.</summary>
    public Uri Address { get; } = address;

    /// <summary>UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>Value of <c>service_token</c>; null: no such header.</summary>
    public string? Token { get; init; }

    /// <summary>Value of <c>Guid</c>; null: no such header.</summary>
    public string? Guid { get; init; }
}
