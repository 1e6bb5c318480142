using System.Collections.Immutable;

namespace Supervisor.Domain.Conversations;

/// <summary>
/// Folds recognition results into the conversation of one agent, in the order received (protocol.md section 6.3). The rules:
/// <list type="bullet">
/// <item>"61" opens a line that only says that somebody speaks.</item>
/// <item>"62" is interim: it fills or revises the speaker's open line. A text that has little in common with the one it would replace is the
/// next sentence of a recogniser that reports sentence by sentence: the line before it is then settled, so that nothing said disappears.</item>
/// <item>"63" and "0" are final: their text takes the place of the open line, whatever stood there. Without text the open line stands as it is.</item>
/// <item>Anything else is an error, shown as one; an interim text before it stays.</item>
/// </list>
/// </summary>
public static class ConversationReducer
{
    /// <summary>Most lines of one conversation; the oldest go. The history has all of them.</summary>
    public const int MostLines = 200;

    /// <summary>Most calls of one agent at a time.</summary>
    public const int MostCalls = 3;

    /// <summary>Longest text of a line, in characters; the history has all of it.</summary>
    public const int LongestText = 2_000;

    /// <summary>What is known after one more result; the same reference where nothing that can be seen has changed.</summary>
    /// <param name="before">What was known.</param>
    /// <param name="heard">The result.</param>
    /// <param name="sequence">Its place in the history.</param>
    /// <param name="at">When it was received (UTC).</param>
    public static RecentCalls Apply(RecentCalls before, Utterance heard, long sequence, DateTimeOffset at)
    {
        var found = before.Calls.FindIndex(call => call.CallId == heard.CallId);
        var call = found >= 0 ? before.Calls[found] : new Conversation(heard.CallId, [], 0, sequence, at);
        var lines = Fold(call.Lines, heard, at);
        if (ReferenceEquals(lines, call.Lines)) return before;
        var surplus = Math.Max(0, lines.Count - MostLines);
        var next = call with { Lines = lines.RemoveRange(0, surplus), Dropped = call.Dropped + surplus, LastAt = at };
        // the end of a call that was left must not bring it back before the call that is spoken in now
        if (found > 0 && IsBareEnd(heard)) return new RecentCalls(before.Calls.SetItem(found, next));
        var others = found >= 0 ? before.Calls.RemoveAt(found) : before.Calls;
        return new RecentCalls([next, .. others.Take(MostCalls - 1)]);
    }

    private static bool IsBareEnd(Utterance heard) => heard.Stage is UtteranceStage.Ended or UtteranceStage.Final && !HasContent(heard);

    private static bool HasContent(Utterance heard) => heard.Encrypted || heard.Text.Length > 0;

    private static ImmutableList<ConversationLine> Fold(ImmutableList<ConversationLine> lines, Utterance heard, DateTimeOffset at)
    {
        var open = lines.FindLastIndex(line => line.IsOpen && line.Speaker == heard.Speaker && line.SpeakerId == heard.SpeakerId);
        return heard.Stage switch
        {
            UtteranceStage.Failed => Close(lines, open).Add(Line(heard, LineState.Failed, at)),
            UtteranceStage.Began when open >= 0 && lines[open].State == LineState.Typing => lines.SetItem(open, lines[open] with { ChangedAt = at }),
            UtteranceStage.Began => Close(lines, open).Add(Line(heard, LineState.Typing, at)),
            UtteranceStage.Interim when !HasContent(heard) => lines,
            UtteranceStage.Interim when open >= 0 && !IsRevision(lines[open], heard) => Close(lines, open).Add(Line(heard, LineState.Interim, at)),
            UtteranceStage.Interim => Put(lines, open, Line(heard, LineState.Interim, at)),
            _ when !HasContent(heard) => Close(lines, open),
            _ => Put(lines, open, Line(heard, LineState.Settled, at)),
        };
    }

    private static ImmutableList<ConversationLine> Put(ImmutableList<ConversationLine> lines, int open, ConversationLine line) =>
        open < 0 ? lines.Add(line) : lines.SetItem(open, line with { At = lines[open].At });

    private static ImmutableList<ConversationLine> Close(ImmutableList<ConversationLine> lines, int open) =>
        open < 0 ? lines
        : lines[open].State == LineState.Typing ? lines.RemoveAt(open)
        : lines.SetItem(open, lines[open] with { State = LineState.Settled });

    private static ConversationLine Line(Utterance heard, LineState state, DateTimeOffset at) => state switch
    {
        LineState.Typing => new(heard.Speaker, heard.SpeakerId, at, at, state),
        LineState.Failed => new(heard.Speaker, heard.SpeakerId, at, at, state, Error: heard.Error),
        _ when heard.Encrypted => new(heard.Speaker, heard.SpeakerId, at, at, state, Confidence: heard.Confidence, Encrypted: true),
        _ => new(heard.Speaker, heard.SpeakerId, at, at, state, Clip(heard.Text), heard.Confidence),
    };

    private static string Clip(string text) =>
        text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];

    /// <summary>A revision begins like what it revises, for at least half of the shorter of the two.</summary>
    private static bool IsRevision(ConversationLine open, Utterance heard)
    {
        if (open.State == LineState.Typing || open.Encrypted || heard.Encrypted) return true;
        var (before, after) = (open.Text, heard.Text);
        var shorter = Math.Min(before.Length, after.Length);
        var common = 0;
        while (common < shorter && char.ToUpperInvariant(before[common]) == char.ToUpperInvariant(after[common])) common++;
        return common * 2 >= shorter;
    }
}
