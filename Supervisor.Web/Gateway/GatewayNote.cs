using System.Text;
using Supervisor.Domain.Codes;

namespace Supervisor.Web.Gateway;

/// <summary>What the gateway itself said with a code that our catalogue does not have; of a known code our own words are better.</summary>
/// <param name="Code">The unknown code.</param>
/// <param name="Text">Its message on one line, at most <see cref="Longest"/> characters, without control characters and secrets.</param>
public sealed record GatewayNote(string Code, string Text)
{
    /// <summary>Most characters that are kept of a message.</summary>
    public const int Longest = 200;

    // so many characters in a row are no accident: gateways also tell a GUID without its node
    private const int Telling = 12;

    /// <summary>The note of an answer; null where the code is known, nothing was said, or what was said holds a secret.</summary>
    /// <param name="envelope">The answer.</param>
    /// <param name="secrets">What must not be repeated: the GUID, a password. Null and empty ones are ignored.</param>
    internal static GatewayNote? Of(Envelope envelope, params ReadOnlySpan<string?> secrets)
    {
        if (ErrorCatalogue.Find(envelope.RetCode).IsKnown || string.IsNullOrWhiteSpace(envelope.Message)) return null;
        foreach (var secret in secrets)
            if (Tells(envelope.Message, secret)) return null;
        return new GatewayNote(envelope.RetCode, Clip(envelope.Message));
    }

    /// <summary>True where <paramref name="text"/> repeats a secret, or a good part of a long one.</summary>
    private static bool Tells(string text, string? secret)
    {
        if (string.IsNullOrEmpty(secret)) return false;
        var part = Math.Min(secret.Length, Telling);
        for (var start = 0; start + part <= secret.Length; start++)
            if (text.AsSpan().Contains(secret.AsSpan(start, part), StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static string Clip(string message)
    {
        var text = new StringBuilder(Math.Min(message.Length, Longest));
        foreach (var rune in message.Trim().EnumerateRunes())
        {
            if (text.Length + rune.Utf16SequenceLength > Longest) break;
            var plain = Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune;
            if (plain.Value != ' ' || (text.Length > 0 && text[^1] != ' ')) text.Append(plain.ToString());
        }

        return text.ToString();
    }
}
