using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator.Protocol;

/// <summary>Answer bodies, with the key order and the JSON types of the documented examples.</summary>
internal sealed class Answers(SimulatorOptions options)
{
    /// <summary>Names go out as UTF-8, not as escapes.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConcurrentDictionary<string, byte[]> _refusals = new(StringComparer.Ordinal);

    private readonly byte[] _idle = options.NativeTypes ? """{"message":"","retcode":0}"""u8.ToArray() : """{"message":"","retcode":"0"}"""u8.ToArray();

    private readonly byte[] _done =
        options.NativeTypes ? """{"message":"success","retcode":0}"""u8.ToArray() : """{"message":"success","retcode":"0"}"""u8.ToArray();

    public Answer Idle => new(RetCode.Success, _idle);

    public Answer Done => new(RetCode.Success, _done);

    /// <summary>The sign-out example puts the result first.</summary>
    public Answer SignedOut => new(RetCode.Success, options.NativeTypes
        ? """{"result":{},"message":"success","retcode":0}"""u8.ToArray()
        : """{"result":{},"message":"success","retcode":"0"}"""u8.ToArray());

    /// <summary>The registration example puts the result first, too.</summary>
    public Answer Registered(string serverId) => new(RetCode.Success, Encoding.UTF8.GetBytes(
        $$$"""{"result":{"serverId":"{{{serverId}}}"},"message":"success","retcode":{{{(options.NativeTypes ? "0" : "\"0\"")}}}}"""));

    public Answer Refusal(string code) => new(code, _refusals.GetOrAdd(code, static code => Encoding.UTF8.GetBytes(
        $$"""{"message":"{{JsonEncodedText.Encode(RetCode.Message(code))}}","result":"","retcode":"{{JsonEncodedText.Encode(code)}}"}""")));

    /// <summary>"Done" or the refusal.</summary>
    public Answer Of(string code) => code == RetCode.Success ? Done : Refusal(code);

    public Answer SignedIn(string agentId, SignInRequest request, SessionTicket ticket) =>
        Result(writer =>
        {
            var loginTime = ticket.SignedInAt.ToUnixTimeMilliseconds();
            writer.WriteStartObject();
            writer.WriteNumber("vdnid", 1);
            writer.WriteString("workno", agentId);
            writer.WriteString("mediatype", request.CheckInWebm ? "TTF" : "TFF");
            if (options.NativeTypes)
                writer.WriteNumber("loginTime", loginTime);
            else
                writer.WriteString("loginTime", loginTime.ToString(CultureInfo.InvariantCulture));
            if (options.NativeTypes)
                writer.WriteBoolean("isForceChange", ticket.MustChangePassword);
            else
                writer.WriteString("isForceChange", ticket.MustChangePassword ? "true" : "false");
            writer.WriteString("serverName", "AgentGateway");
            // no number means: it never expires
            if (options.NativeTypes && ticket.PasswordDaysLeft is { } days)
                writer.WriteNumber("timeRemaining", days);
            else
                writer.WriteString("timeRemaining", ticket.PasswordDaysLeft?.ToString(CultureInfo.InvariantCulture) ?? "");
            writer.WriteEndObject();
        }) with
        { NewGuid = ticket.Guid, Cookie = options.LoadBalancerCookie ? ticket.Cookie : null };

    public Answer Event(string agentId, GatewayEvent sent) => new(RetCode.Success, EventBody(agentId, sent, options.NativeTypes));

    /// <summary>A message, retcode, result answer.</summary>
    public Answer Result(Action<Utf8JsonWriter> writeResult)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("message", "");
            if (options.NativeTypes)
                writer.WriteNumber("retcode", 0);
            else
                writer.WriteString("retcode", RetCode.Success);
            writer.WritePropertyName("result");
            writeResult(writer);
            writer.WriteEndObject();
        }
        return new Answer(RetCode.Success, buffer.WrittenMemory);
    }

    /// <summary>One event; its content goes out as it was raised, byte by byte.</summary>
    public byte[] EventBody(string agentId, GatewayEvent sent, bool native)
    {
        // the documented example of this one event carries a message
        var message = sent.Type == "OUTBOUND_DETECT_EVENT" ? "success" : "";
        var retcode = native ? "0" : "\"0\"";
        return Encoding.UTF8.GetBytes(
            $$"""{"message":"{{message}}","retcode":{{retcode}},"event":{{EventJson.Of(agentId, sent, native, options.EventGenTime)}}}""");
    }
}
