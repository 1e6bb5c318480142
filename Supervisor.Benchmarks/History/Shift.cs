using System.Globalization;
using System.Text;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;

namespace Supervisor.Benchmarks.History;

/// <summary>
/// One agent's shift as our history would hold it: the events, contents and pauses of the simulator's <c>Life</c> and <c>Seat</c>, with our own session events around them.
/// Twice as many events per hour need half the pauses between calls: <paramref name="pace"/> stretches those.
/// </summary>
internal sealed class Shift(AgentId agent, string phone, bool pushed, double pace, int agents, Random random)
{
    private static readonly AgentEvent Meaning = new AgentEvent.Informational();
    private static readonly byte[] SigningIn = Utf8("""{"session":"signingIn"}"""), Live = Utf8("""{"session":"live"}"""), Waiting = Utf8("""{"session":"waiting","code":"reset"}"""),
        SigningOut = Utf8("""{"session":"signingOut"}"""), Stopped = Utf8("""{"session":"stopped"}"""), TooLarge = Utf8("""{"cause":"too-large"}"""),
        Offhook = Utf8("""{"type":"main"}"""), ByAgent = Utf8("""{"phoneState":2}"""), ByPlatform = Utf8("""{"phoneState":3}""");

    private DateTimeOffset _now;
    private int _calls;

    /// <summary>Its events in order, from the sign-in to the sign-out.</summary>
    public IEnumerable<ObservedEvent> Events(DateTimeOffset begin, DateTimeOffset end)
    {
        _now = begin;
        yield return Own("Supervisor_Session", SigningIn);
        Pass(0.2, 0.6);
        yield return Own("Supervisor_Session", Utf8($$"""{"session":"enteringQueues","signedInAt":"{{_now.AddMilliseconds(-20):yyyy-MM-dd'T'HH:mm:ss.fffzzz}}","signInState":"idle"}"""));
        Pass(0.01, 0.1);
        yield return Own("Supervisor_Session", Live);
        yield return Sent("AgentOther_InService");
        yield return Sent("AgentState_Ready");
        while (true)
        {
            Pass(10 * pace, 80 * pace);
            if (_now > end) break;
            var chance = random.NextDouble();
            foreach (var step in chance < 0.06 ? Rest() : chance < 0.12 ? Busy() : chance < 0.30 ? Outbound() : Inbound()) yield return step;
            if (random.Next(2_000) != 0) continue;
            yield return Own("Supervisor_Session", Waiting);
            Pass(1, 3);
            yield return Own("Supervisor_Session", Live);
            if (random.Next(10) == 0) yield return Own("Supervisor_Gap", TooLarge);
        }
        yield return Own("Supervisor_Session", SigningOut);
        Pass(0.05, 0.3);
        yield return Own("Supervisor_Session", Stopped);
    }

    private IEnumerable<ObservedEvent> Rest()
    {
        yield return Sent("AgentState_SetRest_Success");
        Pass(120, 336);
        if (random.Next(4) == 0) yield return Sent("AgentState_Rest_Timeout");
        Pass(20, 80);
        yield return Sent("AgentState_CancelRest_Success");
    }

    private IEnumerable<ObservedEvent> Busy()
    {
        yield return Sent("AgentState_SetNotReady_Success", Reason(random.Next(200, 251)));
        Pass(60, 260);
        yield return Sent("AgentState_CancelNotReady_Success");
    }

    private IEnumerable<ObservedEvent> Inbound()
    {
        var (id, caller) = (CallId(), Mobile());
        yield return Sent("AgentState_Busy");
        yield return Sent("AgentOther_PhoneAlerting");
        // most phones answer by themselves, the others ring
        var automatic = random.Next(4) != 0;
        if (!automatic)
        {
            yield return Sent("AgentOther_PhoneOffhook", Offhook);
            yield return Sent("AgentEvent_Ringing", $$"""{"caller":"{{caller}}","called":"{{phone}}","callid":"{{id}}","type":"main","transfer":"no","transfrom":"","feature":"0","mediaAbility":"1"}""");
        }
        if (random.Next(100) < 7)
        {
            Pass(18, 30);
            yield return Sent("AgentEvent_No_Answer", $"\"{id}\"");
            yield return Sent("AgentState_SetNotReady_Success", Reason(2));
            Pass(20, 60);
            yield return Sent("AgentState_CancelNotReady_Success");
            yield break;
        }
        Pass(3, 16);
        if (automatic)
        {
            yield return Sent("AgentOther_PhoneOffhook", Offhook);
            yield return Sent("AgentEvent_Auto_Answer", $$"""{"caller":"{{caller}}","called":"{{phone}}","callid":"{{id}}"}""");
        }
        foreach (var step in Talk(id, caller, phone, customer: caller, feature: 0)) yield return step;
    }

    private IEnumerable<ObservedEvent> Outbound()
    {
        var (id, called) = (CallId(), Mobile());
        yield return Sent("AgentState_Busy");
        yield return Sent("AgentOther_PhoneAlerting");
        yield return Sent("AgentOther_PhoneOffhook", Offhook);
        yield return Sent("AgentEvent_Customer_Alerting", $$"""{"callid":"{{id}}","otherPhone":"{{called}}","otherPhoneWorkno":"","type":"main"}""");
        Pass(5, 20);
        if (random.Next(100) < 15)
        {
            yield return Sent("AgentEvent_Call_Out_Fail", $"\"{id}\"");
            yield return Sent("OUTBOUND_DETECT_EVENT", $$"""{"callId":"{{id}}","detect":1552,"desc":"caller number not allowed"}""");
            yield return Sent("AgentOther_PhoneRelease", ByPlatform);
            yield return Sent("AgentState_Ready");
            yield break;
        }
        foreach (var step in Talk(id, phone, called, customer: called, feature: 7)) yield return step;
    }

    private IEnumerable<ObservedEvent> Talk(string id, string caller, string called, string customer, int feature)
    {
        var talking = Utf8($$"""{"caller":"{{caller}}","callid":"{{id}}","called":"{{called}}","feature":"{{feature}}","type":"main","mediaAbility":"1"}""");
        yield return Sent("AgentEvent_Talking", talking);
        Pass(20, 150);
        for (var chance = 30; random.Next(100) < chance; chance = 25)
        {
            yield return Sent("AgentEvent_Hold", $"\"{id}\"");
            Pass(15, 60);
            yield return Sent("AgentEvent_Talking", talking);
            Pass(15, 90);
        }
        yield return Sent("AgentEvent_Call_Release", $"\"{id}\"");
        yield return Sent("AgentEvent_Customer_Release", $$"""{"callid":"{{id}}","number":"{{customer}}"}""");
        yield return Sent("AgentOther_PhoneRelease", random.Next(2) == 0 ? ByAgent : ByPlatform);
        // time to write the case up: set by the platform, asked for by the agent, or none
        var after = random.Next(100);
        if (after < 30) yield return Sent("AgentState_Work");
        else
        {
            yield return Sent("AgentState_Ready");
            if (after >= 70) yield break;
            Pass(0.3, 1.5);
            yield return Sent("AgentState_SetWork_Success");
        }
        Pass(15, 75);
        yield return Sent(random.Next(2) == 0 ? "AgentState_Ready" : "AgentState_CancelWork_Success");
    }

    private ObservedEvent Sent(string type, string content) => Sent(type, Utf8(content));

    private ObservedEvent Sent(string type, byte[]? content = null)
    {
        _now = _now.AddTicks(random.Next(3_000, 200_000)); // events of one answer come apart by parts of a millisecond, others by some
        var generated = pushed ? new DateTimeOffset(_now.Ticks - (_now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero).AddMilliseconds(-random.Next(2, 60)) : (DateTimeOffset?)null;
        return new ObservedEvent { Agent = agent, ReceivedAt = _now, GeneratedAt = generated, Origin = EventOrigin.Gateway, Type = type, Event = Meaning, Content = content };
    }

    private ObservedEvent Own(string type, byte[] content)
    {
        _now = _now.AddTicks(random.Next(3_000, 20_000));
        return new ObservedEvent { Agent = agent, ReceivedAt = _now, Origin = EventOrigin.Supervisor, Type = type, Event = Meaning, Content = content };
    }

    private void Pass(double least, double most) => _now = _now.AddSeconds(least + (random.NextDouble() * (most - least)));

    private string CallId() => string.Create(CultureInfo.InvariantCulture, $"{_now.ToUnixTimeSeconds()}-{((long)_calls++ * agents) + int.Parse(agent.WorkNo, CultureInfo.InvariantCulture)}");

    private string Mobile() => string.Create(CultureInfo.InvariantCulture, $"1{random.Next(30, 90)}{random.Next(0, 100_000_000):D8}");

    private static string Reason(int reason) => string.Create(CultureInfo.InvariantCulture, $$"""{"reason":"{{reason}}"}""");

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
