using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Operations;

/// <summary>Signing in and out, heartbeat, GUID refresh and skill queues (protocol.md section 3.1).</summary>
internal sealed class SessionOperations(GatewayFloor floor, Answers answers)
{
    public IEnumerable<Operation> All =>
    [
        new("login", "PUT", "onlineagent/{agentid}", Access.Open, request => SignInAsync(request, forced: false)) { SessionCommand = true },
        new("forceLogin", "PUT", "onlineagent/{agentid}/forcelogin", Access.Open, request => SignInAsync(request, forced: true)) { SessionCommand = true },
        new("logout", "DELETE", "onlineagent/{agentid}/logout", Access.Session, request => new(SignOut(request, forced: false))) { SessionCommand = true },
        new("forceLogout", "DELETE", "onlineagent/{agentid}/forcelogout", Access.Session, request => new(SignOut(request, forced: true))) { SessionCommand = true },
        new("forceLogoutWithReason", "DELETE", "onlineagent/{agentid}/forcelogoutwithreason/{reason}", Access.Session, request => new(SignOutWithReason(request))) { SessionCommand = true },
        new("handShake", "POST", "onlineagent/{agentid}/handshake", Access.Heartbeat, request => new(HandShake(request)))
        {
            HttpRefusal = floor.Options.OldHeartbeat switch { "404" => 404, "405" => 405, _ => null },
        },
        new("heartbeat", "PUT", "onlineagent/{agentid}/heartbeat", Access.Heartbeat, request => new(OldHeartbeat(request))),
        new("updateGuid", "PUT", "onlineagent/{agentid}/updateGuid", Access.Session, request => new(UpdateGuid(request))),
        new("resetSkill", "POST", "onlineagent/{agentid}/resetskill/{autoflag}", Access.Session, request => new(ResetSkill(request))),
    ];

    private async ValueTask<Answer> SignInAsync(GatewayRequest request, bool forced)
    {
        var refused = SignInRequest.Parse(await request.BodyAsync(), out var body);
        var outcome = refused is not null ? new SignInOutcome(refused)
            : request.Seat is null ? new SignInOutcome(RetCode.WrongPassword)
            : request.Seat.SignIn(body, forced);
        if (outcome.Ticket is not { } ticket)
        {
            floor.Counters.CountSignInRefused();
            return answers.Refusal(outcome.Code);
        }
        floor.Counters.CountSignIn();
        return answers.SignedIn(request.AgentId, body, ticket);
    }

    private Answer SignOut(GatewayRequest request, bool forced)
    {
        var code = request.Seat!.SignOut(forced);
        return code == RetCode.Success ? answers.SignedOut : answers.Refusal(code);
    }

    private Answer SignOutWithReason(GatewayRequest request) =>
        request.Argument(0, 1, 255, out _) ? SignOut(request, forced: true) : answers.Refusal(RetCode.IllegalSignOut);

    private Answer HandShake(GatewayRequest request)
    {
        if (floor.Options.OldHeartbeat == RetCode.BadParameter)
            return answers.Refusal(RetCode.BadParameter);
        return SignInRequest.IsServiceToken(request.ServiceToken)
            ? answers.Done with { NewGuid = request.Seat!.Heartbeat("handShake", request.ServiceToken) }
            : answers.Refusal(RetCode.IllegalSignIn);
    }

    private Answer OldHeartbeat(GatewayRequest request)
    {
        var view = request.Seat!.View();
        return answers.Result(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("loginTime", view.SignedInAt is { } at ? Seat.LoginTime(at) : "");
            writer.WriteEndObject();
        }) with
        { NewGuid = request.Seat.Heartbeat("heartbeat", token: null) };
    }

    private Answer UpdateGuid(GatewayRequest request)
    {
        if (request.Seat!.RenewGuid() is not { } guid)
            return answers.Refusal(RetCode.NotSignedIn);
        return answers.Result(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("guid", guid);
            writer.WriteEndObject();
        }) with
        { NewGuid = guid };
    }

    private Answer ResetSkill(GatewayRequest request)
    {
        var wanted = request.Query("skillid") ?? "";
        if (wanted.Length > 100 || request.Query("phonelinkage") is not (null or "" or "0" or "1"))
            return answers.Refusal(RetCode.BadParameter);
        // anything but "true" means: the listed queues only
        var all = string.Equals(request.Arguments[0], "true", StringComparison.OrdinalIgnoreCase);
        request.Seat!.ResetSkills(all, wanted.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return answers.Done;
    }
}
