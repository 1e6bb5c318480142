namespace Supervisor.Simulator.Floor;

/// <summary>Event contents as protocol.md section 4 lists them. All values are digits and ids, so nothing needs escaping.</summary>
internal static class EventContents
{
    public const string None = "null";

    public static string Reason(int reason, bool native) => native ? $$"""{"reason":{{reason}}}""" : $$"""{"reason":"{{reason}}"}""";

    public static string PlainCallId(Call call) => $"\"{call.Id}\"";

    public static string Ringing(Call call) =>
        $$"""{"caller":"{{call.Caller}}","called":"{{call.Called}}","callid":"{{call.Id}}","type":"main","transfer":"no","transfrom":"","feature":"{{call.Feature}}","mediaAbility":"1"}""";

    public static string AutoAnswer(Call call) =>
        $$"""{"caller":"{{call.Caller}}","called":"{{call.Called}}","callid":"{{call.Id}}"}""";

    public static string Talking(Call call) =>
        $$"""{"caller":"{{call.Caller}}","callid":"{{call.Id}}","called":"{{call.Called}}","feature":"{{call.Feature}}","type":"main","mediaAbility":"1"}""";

    public static string CustomerAlerting(Call call) =>
        $$"""{"callid":"{{call.Id}}","otherPhone":"{{call.Called}}","otherPhoneWorkno":"","type":"main"}""";

    public static string CustomerRelease(Call call) => $$"""{"callid":"{{call.Id}}","number":"{{call.Customer}}"}""";

    public static string OutboundDetect(Call call) =>
        $$"""{"callId":"{{call.Id}}","detect":1552,"desc":"caller number not allowed"}""";

    public static string PhoneOffhook => """{"type":"main"}""";

    /// <param name="byAgent">2: the agent hung up; 3: the platform did.</param>
    public static string PhoneRelease(bool byAgent) => byAgent ? """{"phoneState":2}""" : """{"phoneState":3}""";

    public static string Shutdown(string loginTime) => $$"""{"loginTime":"{{loginTime}}"}""";
}
