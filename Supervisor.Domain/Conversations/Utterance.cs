using System.Collections.Immutable;

namespace Supervisor.Domain.Conversations;

/// <summary>Who spoke (<c>talkertype</c>, protocol.md section 6.3).</summary>
public enum Speaker
{
    /// <summary>Not told, or a type that nobody told us of.</summary>
    Unknown,

    /// <summary>"1": an agent.</summary>
    Agent,

    /// <summary>"2": the customer.</summary>
    Customer,
}

/// <summary>What a recognition result is to the speech it belongs to (<c>asrusercase</c>, protocol.md section 6.3).</summary>
public enum UtteranceStage
{
    /// <summary>"61": speech has started; no content.</summary>
    Began,

    /// <summary>"62": a result, and recognition continues: it may still be revised.</summary>
    Interim,

    /// <summary>"63": recognition has ended; the content, where there is some, is final.</summary>
    Ended,

    /// <summary>"0": the final result of a recognition that is not continuous.</summary>
    Final,

    /// <summary>Anything else: an error of the recogniser.</summary>
    Failed,
}

/// <summary>
/// One recognition result (protocol.md section 6.3). The entries of its <c>result</c> array are taken for alternative readings of the same
/// speech: each has a confidence of its own, as in the n-best lists of recognisers, and none has a place in time. The most confident one is
/// shown, all of them are searched and kept.
/// </summary>
public sealed record Utterance
{
    /// <summary>Type of the event that a result becomes in the history.</summary>
    public const string EventType = "Recognition";

    /// <summary>The call (<c>curcallid</c>); empty where not told.</summary>
    public string CallId { get; init; } = "";

    /// <summary>Who spoke.</summary>
    public Speaker Speaker { get; init; }

    /// <summary>Agent id or number of the speaker (<c>talkerid</c>); empty where not told.</summary>
    public string SpeakerId { get; init; } = "";

    /// <summary>What it is to the speech it belongs to.</summary>
    public UtteranceStage Stage { get; init; }

    /// <summary>The error of a failed recognition (<c>asrusercase</c> as received); null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>What was said, the most confident reading first; empty where nothing was, or where it is encrypted.</summary>
    public ImmutableArray<string> Readings { get; init; } = [];

    /// <summary>Confidence in the first reading, 0 to 1; null where not told.</summary>
    public double? Confidence { get; init; }

    /// <summary>True where any content is marked as encrypted (<c>iscontentenc</c>): then nothing of it is read.</summary>
    public bool Encrypted { get; init; }

    /// <summary>The most confident reading; empty where there is none.</summary>
    public string Text => Readings.IsDefaultOrEmpty ? "" : Readings[0];
}
