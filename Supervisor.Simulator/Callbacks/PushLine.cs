using System.Text;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Sessions;

namespace Supervisor.Simulator.Callbacks;

/// <summary>The events of one push session (protocol.md section 7.1). Its state is touched only under the lock of the seat.</summary>
internal sealed class PushLine(Seat seat, GatewaySession session, PushTarget target, SimulatorOptions options) : ICallbackLine
{
    public const string Name = "pushEvent";

    private GatewayEvent[]? _rendered;
    private ReadOnlyMemory<byte> _body;

    /// <summary>Value of <c>service_token</c> from here on: given at sign-in, replaced by heartbeats.</summary>
    public string Token { get; set; } = target.Token;

    /// <summary>The batch on its way, oldest first; empty between two.</summary>
    public GatewayEvent[] Leaving { get; set; } = [];

    public bool AtRest { get; set; } = true;

    public string AgentId => seat.Agent.Id;

    public string Operation => Name;

    public CallbackParcel? Next()
    {
        if (seat.NextPush(session) is not { } push)
            return null;
        // a batch that comes again has the same body, but the GUID and the token of now
        if (!ReferenceEquals(_rendered, push.Events))
            (_rendered, _body) = (push.Events, Render(push.Events));
        return new CallbackParcel(target.Address, _body) { Token = push.Token, Guid = push.Guid };
    }

    public void Acknowledged()
    {
        (_rendered, _body) = (null, default);
        seat.PushSettled(session, delivered: true);
    }

    public void Failed() => seat.PushSettled(session, delivered: false);

    private byte[] Render(GatewayEvent[] events)
    {
        var workNo = options.NativeTypes ? AgentId : $"\"{AgentId}\"";
        var json = new StringBuilder($$"""{"workNo":{{workNo}},"eventList":[""");
        json.AppendJoin(',', events.Select(sent => EventJson.Of(AgentId, sent, options.NativeTypes, options.PushEventTime)));
        return Encoding.UTF8.GetBytes(json.Append("]}").ToString());
    }
}
