using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Supervisor.Simulator.Faults;
using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator.Protocol;

/// <summary>Every call below <c>/agentgateway/resource/</c>: find the operation, check the caller, run it, write the answer.</summary>
internal sealed class GatewayPipeline(GatewayFloor floor, OperationTable operations, Answers answers, FaultPlan faults, FaultInjector injector, AnswerGate exit)
{
    private const string JsonUtf8 = "application/json; charset=UTF-8";

    public OperationTable Operations { get; } = operations;

    /// <param name="context">The request.</param>
    /// <param name="path">Path segments after the prefix, empty ones (double slashes) left out.</param>
    public async Task HandleAsync(HttpContext context, string[] path)
    {
        var arguments = new List<string>(3);
        if (Operations.Find(context.Request.Method, path, arguments, out var wrongMethod) is not { } operation)
        {
            await RefuseAsync(context, wrongMethod ? StatusCodes.Status405MethodNotAllowed : StatusCodes.Status404NotFound);
            return;
        }
        operation.CountCall();
        if (operation.HttpRefusal is { } status)
        {
            await RefuseAsync(context, status);
            return;
        }
        var agentId = operation.OfAgent ? arguments[0] : "";
        var request = new GatewayRequest(context, agentId, floor.Find(agentId), operation.OfAgent ? arguments[1..] : arguments);
        var pass = request.Seat?.Requests.Enter(operation.SessionCommand) ?? new RequestPass(null, false);
        try
        {
            await (operation.OfAgent && !IsAgentId(agentId) ? WriteAsync(context, answers.Refusal(RetCode.BadParameter))
                : !pass.Admitted ? WriteAsync(context, answers.Refusal(RetCode.CalledRepeatedly))
                : RunAsync(operation, request, pass));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // the client left; there is nobody to answer
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            Log.RequestFailed(floor.Log, exception, operation.Name);
            if (!context.Response.HasStarted)
                await WriteAsync(context, answers.Refusal(RetCode.InternalError));
        }
        finally
        {
            pass.Answering();
        }
    }

    private async Task RunAsync(Operation operation, GatewayRequest request, RequestPass pass)
    {
        var fault = faults.Strike(request.AgentId, operation.Name);
        if (fault is not null)
            await injector.PrepareAsync(fault, request.Seat, request.Http.RequestAborted);
        if (fault is { AfterExecution: false } && FaultInjector.Replaces(fault.Kind))
        {
            await injector.ReplaceAsync(fault, request.Http, pass);
            return;
        }
        var answer = Check(operation, request) ?? await operation.Handle(request);
        if (answer.Code != RetCode.Success)
            floor.Counters.CountRefusal();
        var delivered = false;
        try
        {
            if (fault is not null && FaultInjector.Replaces(fault.Kind))
            {
                await injector.ReplaceAsync(fault, request.Http, pass);
            }
            else
            {
                pass.Answering();
                delivered = await WriteAsync(request.Http, fault is null ? answer : injector.Bend(fault, answer, request.AgentId, request.Http));
            }
        }
        finally
        {
            if (answer.Turn is { } turn)
                request.Seat!.Settle(turn, delivered);
            else if (!delivered && operation.Access == Access.Heartbeat && answer.NewGuid is { } lost)
                request.Seat!.WithdrawGuid(lost);
        }
    }

    private Answer? Check(Operation operation, GatewayRequest request)
    {
        if (operation.Access == Access.Open)
            return null;
        var refused = request.Seat is { } seat
            ? seat.Authorise(request.Guid, request.Cookie, operation.Access == Access.Heartbeat)
            : RetCode.NotSignedIn;
        return refused is null ? null : answers.Refusal(refused);
    }

    /// <summary>Writes an answer; false when the client was gone before, or the gateway is going down.</summary>
    private async Task<bool> WriteAsync(HttpContext context, Answer answer)
    {
        if (context.RequestAborted.IsCancellationRequested)
            return false;
        if (!exit.TryEnter())
        {
            context.Abort();
            return false;
        }
        try
        {
            return await WriteBodyAsync(context, answer);
        }
        finally
        {
            exit.Leave();
        }
    }

    private static async Task<bool> WriteBodyAsync(HttpContext context, Answer answer)
    {
        var headers = context.Response.Headers;
        headers.ContentType = JsonUtf8;
        headers.ContentLength = answer.Body.Length;
        if (answer.NewGuid is { } guid)
        {
            headers["Set-GUID"] = "JSESSIONID=" + guid;
            headers["Guid"] = guid;
            if (answer.Cookie is { } cookie)
                headers.SetCookie = new([$"JSESSIONID={guid}; Path=/agentgateway; HttpOnly", $"huaweielbsession={cookie}; Path=/"]);
        }
        if (answer.ConfigurationGuid is { } configurationGuid)
            headers["Guid"] = configurationGuid;
        try
        {
            // in the socket's hands when this returns (GatewayHost); an aborted connection shows as completed
            var written = await context.Response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted);
            return !written.IsCompleted && !written.IsCanceled;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html;charset=utf-8";
        return context.Response.WriteAsync(string.Format(null, System.Text.CompositeFormat.Parse(FaultInjector.ErrorPage), status));
    }

    /// <summary>101..999999 without leading zeros (protocol.md section 8, row 1); anything else is 000-002.</summary>
    private static bool IsAgentId(string text) =>
        text is { Length: >= 3 and <= 6 } && text[0] is >= '1' and <= '9' && text.All(char.IsAsciiDigit) && text != "100";
}
