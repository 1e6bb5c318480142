using System.Buffers;
using System.Text.Json;
using Supervisor.Domain.Conversations;

namespace Supervisor.Web.Subscriptions;

/// <summary>A recognition result as the platform posts it (protocol.md section 6.3).</summary>
/// <param name="AgentId">The agent that owns the call (<c>initialagentid</c>).</param>
/// <param name="ServerId">The registration it came through (<c>serverid</c>); empty where not told.</param>
/// <param name="Utterance">What it says.</param>
/// <param name="Entries">Its <c>result</c> array as received, encrypted or not: what tells it from other results; empty where not told.</param>
/// <param name="Content">The body as the history keeps it.</param>
internal sealed record RecognitionResult(string AgentId, string ServerId, Utterance Utterance, string Entries, byte[] Content)
{
    /// <summary>Longest content that the history takes, in bytes.</summary>
    public const int LongestContent = 256 * 1024;

    /// <summary>Longest <c>nlpResult</c> that the history takes, in bytes; a longer one is left out, and its length stands in its place.</summary>
    public const int LongestNlpResult = 32 * 1024;

    private const int LongestAgentId = 32;

    /// <summary>Reads a body; <paramref name="problem"/> says what is wrong with it, without anything from it.</summary>
    public static RecognitionResult? Read(JsonElement body, out string? problem)
    {
        try
        {
            var agent = RecognitionReading.Text(body, "initialagentid");
            var content = ContentOf(body);
            problem = agent.Length == 0 ? "initialagentid is missing."
                : agent.Length > LongestAgentId ? "initialagentid is too long."
                : content.Length > LongestContent ? "The result is longer than 256 KB."
                : null;
            if (problem is not null) return null;
            var entries = RecognitionReading.Member(body, "result") is { } result ? result.GetRawText() : "";
            return new RecognitionResult(agent, RecognitionReading.Text(body, "serverid"), RecognitionReading.Utterance(body), entries, content);
        }
        catch (InvalidOperationException)
        {
            problem = "The body holds a text that is not Unicode.";
            return null;
        }
    }

    /// <summary>The members as received, except for secrets and for what is too much.</summary>
    private static byte[] ContentOf(JsonElement body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in body.EnumerateObject())
            {
                if (Is(member, "service_token") || Is(member, "serviceToken")) continue;
                var raw = member.Value.GetRawText();
                if (Is(member, "nlpResult") && raw.Length > LongestNlpResult)
                {
                    json.WriteNumber("nlpResultLeftOut", raw.Length);
                    continue;
                }

                json.WritePropertyName(member.Name);
                json.WriteRawValue(raw, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static bool Is(JsonProperty member, string name) => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
