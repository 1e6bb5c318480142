using System.Globalization;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Operations;

/// <summary>The agent's own state changes (protocol.md section 3.2) and the two switches of section 3.1.</summary>
internal sealed class StateOperations(Answers answers)
{
    public IEnumerable<Operation> All =>
    [
        Command("sayFree", "sayfree", seat => seat.SayFree()),
        new("sayBusy", "POST", "onlineagent/{agentid}/saybusy", Access.Session, request => new(SayBusy(request))),
        Command("cancelBusy", "cancelbusy", seat => seat.CancelBusy()),
        new("rest", "POST", "onlineagent/{agentid}/rest/{time}/{restcause}", Access.Session, request => new(Rest(request))),
        Command("cancelRest", "cancelrest", seat => seat.CancelRest()),
        Command("sayWork", "work", seat => seat.Work()),
        Command("cancelWork", "cancelwork", seat => seat.CancelWork()),
        Switch("setAgentAutoAnswer", "autoanswer", (seat, on) => seat.SetAutoAnswer(on)),
        Switch("setAgentAutoEnterIdle", "autoenteridle", (seat, on) => seat.SetAutoEnterIdle(on)),
    ];

    private Operation Command(string name, string path, Func<Seat, string> act) =>
        new(name, "POST", $"onlineagent/{{agentid}}/{path}", Access.Session, request => new(answers.Of(act(request.Seat!))));

    private Operation Switch(string name, string path, Action<Seat, bool> set) =>
        new(name, "POST", $"onlineagent/{{agentid}}/{path}/{{flag}}", Access.Session, request =>
        {
            set(request.Seat!, string.Equals(request.Arguments[0], "true", StringComparison.OrdinalIgnoreCase));
            return new(answers.Done);
        });

    private Answer SayBusy(GatewayRequest request)
    {
        var (reasonText, prolong) = (request.Query("reason"), request.Query("prolong"));
        var reason = 0;
        if (!string.IsNullOrEmpty(reasonText)
            && (!int.TryParse(reasonText, NumberStyles.None, CultureInfo.InvariantCulture, out reason) || reason is not (0 or (>= 200 and <= 250))))
            return answers.Refusal(RetCode.BadParameter);
        if (!string.IsNullOrEmpty(prolong) && !bool.TryParse(prolong, out _))
            return answers.Refusal(RetCode.BadParameter);
        return answers.Of(request.Seat!.SayBusy(reason, again: !string.IsNullOrEmpty(reasonText) && !string.IsNullOrEmpty(prolong)));
    }

    private Answer Rest(GatewayRequest request) =>
        request.Argument(0, 1, 86_399, out var seconds) && request.Argument(1, 0, 255, out var cause)
            ? answers.Of(request.Seat!.Rest(TimeSpan.FromSeconds(seconds), cause))
            : answers.Refusal(RetCode.BadParameter);
}
