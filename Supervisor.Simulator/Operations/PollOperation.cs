using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Sessions;

namespace Supervisor.Simulator.Operations;

/// <summary>The long poll of one agent (seed text "Obtaining Events of One Agent in Polling Mode"): one event per answer.</summary>
internal sealed class PollOperation(GatewayFloor floor, Answers answers, TimeProvider time)
{
    public const string Name = "getAgentEvent";

    public IEnumerable<Operation> All => [new(Name, "GET", "agentevent/{agentid}", Access.Open, PollAsync)];

    private async ValueTask<Answer> PollAsync(GatewayRequest request)
    {
        if (request.Seat is not { } seat)
            return answers.Refusal(RetCode.NotSignedIn);
        var start = seat.BeginPoll(request.Guid, request.Cookie);
        if (start.WaitFor is { } previous)
        {
            // the client has the previous answer before this process knows that it left; a matter of microseconds
            if (await Task.WhenAny(previous, Task.Delay(floor.Options.PollHold, time)) == previous)
                start = seat.BeginPoll(request.Guid, request.Cookie);
        }
        if (start.Turn is not { } turn)
            return answers.Refusal(start.Code ?? RetCode.CalledRepeatedly);
        if (!turn.Woken.IsCompleted)
            await HoldAsync(turn, request.Http.RequestAborted);
        if (seat.Take(turn) is { } refused)
            return answers.Refusal(refused) with { Turn = turn };
        var answer = turn.Taken is { } taken ? answers.Event(request.AgentId, taken) : answers.Idle;
        return answer with { NewGuid = turn.NewGuid, Turn = turn };
    }

    private async Task HoldAsync(PollTurn turn, CancellationToken aborted)
    {
        var holdOver = floor.Scheduler.After(floor.Options.PollHold, turn.Wake);
        await using (aborted.UnsafeRegister(static turn => ((PollTurn)turn!).Wake(), turn))
            await turn.Woken;
        holdOver.Cancel();
    }
}
