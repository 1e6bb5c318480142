using System.Globalization;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Operations;

/// <summary>What an agent's client sets or asks for beside its state (protocol.md section 3.1, rows 9, 14, 17, 18).</summary>
internal sealed class DeskOperations(ResultShapes results, TimeProvider time)
{
    /// <summary>Call feature "other" (protocol.md section 3.5): there is no call.</summary>
    private const int NoFeature = -1;

    public IEnumerable<Operation> All =>
    [
        new("syncAgentInfo", "POST", "onlineagent/{agentid}/syncagentinfo", Access.Session, request => new(Synchronise(request.Seat!))),
        new("setCustomState", "POST", "onlineagent/{agentid}/setcustomstate", Access.Session, request => new(SetCustomState(request))),
        new("setTalkRight", "POST", "onlineagent/{agentid}/settalkright", Access.Session, request => new(SetTalkRight(request))),
        new("modifyAccountPwdEx", "POST", "onlineagent/{agentid}/modifyaccountpwdex", Access.Session, ChangePasswordAsync),
        new("modifyAccountPwd", "POST", "onlineagent/{agentid}/modifyaccountpwd", Access.Session,
            request => new(ChangePassword(request.Seat!, request.Query("oldpassword"), request.Query("newpassword")))),
    ];

    private Answer SetCustomState(GatewayRequest request)
    {
        if (!int.TryParse(request.Query("customstate"), NumberStyles.None, CultureInfo.InvariantCulture, out var state) || state > 65_534)
            return results.Refusal(RetCode.BadParameter);
        request.Seat!.SetCustomState(state);
        return results.Done;
    }

    private Answer SetTalkRight(GatewayRequest request)
    {
        if (request.Query("flag") is not ("0" or "1") and not ("true" or "false"))
            return results.Refusal(RetCode.BadParameter);
        request.Seat!.SetTalkRight(request.Query("flag") is "1" or "true");
        return results.Done;
    }

    private async ValueTask<Answer> ChangePasswordAsync(GatewayRequest request) =>
        await JsonBody.ReadAsync(request) is { } body
            ? ChangePassword(request.Seat!, LenientJson.Text(body, "oldPassword"), LenientJson.Text(body, "newPassword"))
            : results.Refusal(RetCode.PasswordChangeFailed);

    private Answer ChangePassword(Seat seat, string? oldPassword, string? newPassword) =>
        results.Of(oldPassword is null || newPassword is null ? RetCode.PasswordChangeFailed : seat.ChangePassword(oldPassword, newPassword));

    private Answer Synchronise(Seat seat)
    {
        var view = seat.Synchronise();
        var call = view.Call;
        return results.Object(writer =>
        {
            writer.WriteString("callinfo", call is null ? "" : string.Join('|', call.Call.Id, call.Call.Caller, call.Call.Called));
            writer.WriteStartObject("agentStateInfo");
            writer.WriteNumber("callFeature", call is null ? NoFeature : int.Parse(call.Call.Feature, CultureInfo.InvariantCulture));
            writer.WriteNumber("lastState", view.Status);
            writer.WriteNumber("state", view.Status);
            writer.WriteNumber("talkingCallfeature", call?.AnsweredAt is null ? NoFeature : int.Parse(call.Call.Feature, CultureInfo.InvariantCulture));
            writer.WriteNumber("curCommand", 0);
            writer.WriteNumber("releaseFlag", 0);
            writer.WriteBoolean("preBusy", view.BusyPlanned);
            writer.WriteBoolean("preRest", view.RestPlanned);
            writer.WriteBoolean("firsttalkingFlag", call?.AnsweredAt is not null);
            writer.WriteString("workNo", view.Agent.Id);
            writer.WriteString("qcWorkNo", view.InspectedAgent ?? "");
            writer.WriteString("callerNo", call?.Call.Caller ?? "");
            writer.WriteString("calledNo", call?.Call.Called ?? "");
            writer.WriteString("callData", call?.Data ?? "");
            writer.WriteString("mainCallId", call?.Call.Id ?? "");
            writer.WriteString("curCallId", call is { Held: false } ? call.Call.Id : "");
            writer.WriteString("holdCallId", call is { Held: true } ? call.Call.Id : "");
            writer.WriteString("recordID", "");
            writer.WriteString("partner", call?.Call.Customer ?? "");
            writer.WriteString("currentTime", Milliseconds(time.GetUtcNow()));
            writer.WriteString("agentStateBeginTime", Milliseconds(view.Since));
            writer.WriteString("beginTalkingTime", Milliseconds(call?.AnsweredAt));
            writer.WriteString("secondTalkingTime", "0");
            writer.WriteString("beginHoldTime", Milliseconds(call is { Held: true } ? view.Since : null));
            writer.WriteString("cmdBeginTime", "0");
            writer.WriteEndObject();
        });
    }

    private static string Milliseconds(DateTimeOffset? at) => (at?.ToUnixTimeMilliseconds() ?? 0).ToString(CultureInfo.InvariantCulture);
}
