using System.Text.Json;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Operations;

/// <summary>The part of call control that a softphone needs for one call (protocol.md section 3.7).</summary>
internal sealed class VoiceOperations(GatewayFloor floor, Answers answers)
{
    public IEnumerable<Operation> All =>
    [
        Command("answer", "PUT", seat => seat.Answer() ? RetCode.Success : RetCode.NoCallToAnswer),
        Command("hold", "POST", seat => seat.Hold() ? RetCode.Success : seat.CurrentCall is null ? RetCode.NoCallToHold : RetCode.HoldStateError),
        Command("gethold", "POST", seat => seat.Retrieve() ? RetCode.Success : RetCode.NoHeldCall),
        Command("release", "DELETE", seat => seat.Release(byAgent: true) || floor.Inspections.HangUp(seat) ? RetCode.Success : RetCode.NothingToRelease),
        new("callout", "PUT", "voicecall/{agentid}/callout", Access.Session, CallOutAsync),
    ];

    private Operation Command(string name, string method, Func<Seat, string> act) =>
        new(name, method, $"voicecall/{{agentid}}/{name}", Access.Session, request => new(answers.Of(act(request.Seat!))));

    private async ValueTask<Answer> CallOutAsync(GatewayRequest request)
    {
        if (Called(await request.BodyAsync()) is not { Length: > 0 and <= 24 } called || !called.All(char.IsAsciiDigit))
            return answers.Refusal(RetCode.WrongNumber);
        return request.Seat!.StartOutbound(called) is { } call
            ? answers.Result(writer => writer.WriteStringValue(call.Id))
            : answers.Refusal(RetCode.CannotSetStatus);
    }

    private static string? Called(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? LenientJson.Text(json.RootElement, "called") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
