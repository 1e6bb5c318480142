using System.Globalization;
using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator.Recognition;

/// <summary>Lets people talk: every call that is connected gets a <see cref="Conversation"/>, whether or not anybody subscribed by then.</summary>
internal sealed class ConversationEngine
{
    private readonly GatewayFloor _floor;
    private readonly RecognitionDesk _desk;

    public ConversationEngine(GatewayFloor floor, RecognitionDesk desk)
    {
        (_floor, _desk) = (floor, desk);
        floor.Connected = Begin;
    }

    private void Begin(Seat seat, Call call) =>
        new Conversation(_floor, _desk, seat, call, new Random(unchecked((_floor.Options.Seed * 73_856_093) ^ Number(call.Id)))).Begin();

    /// <summary>The sequence of the call: the same conversation for the same call of the same seed, whenever it takes place.</summary>
    private static int Number(string callId) =>
        unchecked((int)long.Parse(callId.AsSpan(callId.IndexOf('-', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture) * 19_349_663);
}
