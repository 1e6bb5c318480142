using System.Collections.Immutable;

namespace Supervisor.Domain.Conversations;

/// <summary>How far one line of a conversation has come.</summary>
public enum LineState
{
    /// <summary>The speaker has begun, and nothing is recognised yet.</summary>
    Typing,

    /// <summary>Recognised, and may still be revised.</summary>
    Interim,

    /// <summary>Will not change any more.</summary>
    Settled,

    /// <summary>The recogniser reported an error.</summary>
    Failed,
}

/// <summary>One line of a conversation.</summary>
/// <param name="Speaker">Who spoke.</param>
/// <param name="SpeakerId">Agent id or number; empty where not told.</param>
/// <param name="At">When its first result was received (UTC).</param>
/// <param name="ChangedAt">When its last result was received (UTC).</param>
/// <param name="State">How far it has come.</param>
/// <param name="Text">What was said, at most <see cref="ConversationReducer.LongestText"/> characters; empty while typing, where encrypted, and for an error.</param>
/// <param name="Confidence">0 to 1; null where not told.</param>
/// <param name="Encrypted">True where the content is encrypted.</param>
/// <param name="Error">The recogniser's error code; null where there is none.</param>
public sealed record ConversationLine(
    Speaker Speaker, string SpeakerId, DateTimeOffset At, DateTimeOffset ChangedAt, LineState State,
    string Text = "", double? Confidence = null, bool Encrypted = false, string? Error = null)
{
    /// <summary>True while later results of the same speaker belong to this line.</summary>
    public bool IsOpen => State is LineState.Typing or LineState.Interim;
}

/// <summary>What was said in one call, as far as it was recognised. Immutable: a new reference means that something was said.</summary>
/// <param name="CallId">The call; empty where not told.</param>
/// <param name="Lines">In the order in which the speakers began, at most <see cref="ConversationReducer.MostLines"/>.</param>
/// <param name="Dropped">Older lines that found no room.</param>
/// <param name="FirstSequence">Place in the history of the first result folded in.</param>
/// <param name="LastAt">When the last result was received (UTC).</param>
public sealed record Conversation(string CallId, ImmutableList<ConversationLine> Lines, int Dropped, long FirstSequence, DateTimeOffset LastAt)
{
    /// <summary>
    /// This conversation with what was said before it in the same call: what an earlier run of the app has kept. Lines that were open when
    /// that run ended are settled, and its typing marks are gone.
    /// </summary>
    public Conversation After(Conversation earlier)
    {
        if (earlier.CallId != CallId) return this;
        var before = earlier.Lines.Where(line => line.State != LineState.Typing).Select(line => line.IsOpen ? line with { State = LineState.Settled } : line);
        var lines = before.Concat(Lines).ToImmutableList();
        var surplus = Math.Max(0, lines.Count - ConversationReducer.MostLines);
        return new Conversation(CallId, lines.RemoveRange(0, surplus), Dropped + earlier.Dropped + surplus, earlier.FirstSequence, LastAt);
    }
}

/// <summary>The latest calls of one agent, the one spoken in last first: during a consultation results of two calls come in turn.</summary>
/// <param name="Calls">At most <see cref="ConversationReducer.MostCalls"/>.</param>
public sealed record RecentCalls(ImmutableList<Conversation> Calls)
{
    /// <summary>Nothing was said.</summary>
    public static RecentCalls None { get; } = new([]);

    /// <summary>The call spoken in last; null where nothing was said.</summary>
    public Conversation? Current => Calls.IsEmpty ? null : Calls[0];
}
