using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Faults;

/// <summary>Carries a fault out on one request.</summary>
internal sealed class FaultInjector(Answers answers, TimeProvider time)
{
    public const string ErrorPage = "<html><head><title>Error report</title></head><body><h1>HTTP Status {0}</h1></body></html>";

    /// <summary>What a fault does before the operation runs: latency, or events it slips into the queue.</summary>
    public async Task PrepareAsync(Fault fault, Seat? seat, CancellationToken aborted)
    {
        if (fault.Kind == FaultKind.Latency)
            await Task.Delay(fault.Delay, time, aborted);
        else if (fault.Kind == FaultKind.HugeEvent)
            seat?.RaiseFromOutside("AgentOther_Note", $$"""{"context":"{{new string('x', fault.Megabytes * 1024 * 1024)}}"}""");
        else if (fault.Kind == FaultKind.UnknownEvent)
            seat?.RaiseFromOutside("AgentFuture_Unheard_Of", """{"callid":"0-0","answer":42,"list":[1,"2",null]}""");
    }

    /// <summary>Whether the fault takes the place of the answer.</summary>
    public static bool Replaces(FaultKind kind) => kind is FaultKind.RetCode or FaultKind.HttpStatus or FaultKind.RawBody
        or FaultKind.NullEvent or FaultKind.ConnectionReset or FaultKind.NoAnswer;

    public async Task ReplaceAsync(Fault fault, HttpContext context, RequestPass pass)
    {
        // silence leaves the call unanswered: until it ends, a second sign-in is a repeated one
        if (fault.Kind == FaultKind.NoAnswer)
            await Task.Delay(fault.Delay == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : fault.Delay, time, context.RequestAborted);
        pass.Answering();
        switch (fault.Kind)
        {
            case FaultKind.ConnectionReset:
                // closing with linger 0 sends RST instead of FIN
                if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
                    socket.LingerState = new LingerOption(true, 0);
                context.Abort();
                break;
            case FaultKind.NoAnswer:
                context.Abort();
                break;
            case FaultKind.HttpStatus:
                context.Response.StatusCode = fault.Status;
                await WriteAsync(context, "text/html;charset=utf-8", fault.Body ?? string.Format(null, CompositeFormat.Parse(ErrorPage), fault.Status));
                break;
            case FaultKind.RawBody:
                await WriteAsync(context, "application/json; charset=UTF-8", fault.Body ?? string.Format(null, CompositeFormat.Parse(ErrorPage), 200));
                break;
            case FaultKind.NullEvent:
                await WriteAsync(context, "application/json; charset=UTF-8", """{"message":"","retcode":"0","event":null}""");
                break;
            default:
                await WriteAsync(context, "application/json; charset=UTF-8", Encoding.UTF8.GetString(answers.Of(fault.RetCode).Body.Span));
                break;
        }
    }

    /// <summary>Changes to a right answer.</summary>
    public Answer Bend(Fault fault, Answer answer, string agentId, HttpContext context)
    {
        if (fault.Kind == FaultKind.CloseAfterAnswer)
            context.Response.Headers.Connection = "close";
        return fault.Kind == FaultKind.NativeTypes && answer.Turn?.Taken is { } taken
            ? answer with { Body = answers.EventBody(agentId, taken, native: true) }
            : answer;
    }

    private static Task WriteAsync(HttpContext context, string contentType, string body)
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }
}
