using System.Globalization;

namespace Supervisor.Web.Features;

/// <summary>How a command ended.</summary>
public enum OutcomeKind
{
    /// <summary>The change is kept.</summary>
    Done,

    /// <summary>Refused: the errors say why. Nothing was changed.</summary>
    Invalid,

    /// <summary>What was to be changed is not there.</summary>
    NotFound,

    /// <summary>The actor may not.</summary>
    Forbidden,
}

/// <summary>One thing that is wrong with one field.</summary>
/// <param name="Field">Its name as in the API and CSV: <c>phoneNumber</c>.</param>
/// <param name="Sentence">English sentence with placeholders; also the key of its translation.</param>
/// <param name="Values">Values of the placeholders; never a secret.</param>
public sealed record FieldError(string Field, string Sentence, params object[] Values)
{
    /// <summary>The English sentence.</summary>
    public string Text => Values.Length == 0 ? Sentence : string.Format(CultureInfo.InvariantCulture, Sentence, Values);
}

/// <summary>The end of a command: expected failures are values.</summary>
/// <param name="Kind">How.</param>
/// <param name="Errors">All errors, not only the first; empty unless refused.</param>
public sealed record Outcome(OutcomeKind Kind, IReadOnlyList<FieldError> Errors)
{
    /// <summary>Done.</summary>
    public static Outcome Done { get; } = new(OutcomeKind.Done, []);

    /// <summary>The actor may not.</summary>
    public static Outcome Forbidden { get; } = new(OutcomeKind.Forbidden, [new FieldError("", "You may not do this.")]);

    /// <summary>What was to be changed is not there.</summary>
    /// <param name="sentence">What is not there.</param>
    /// <param name="values">Its name.</param>
    public static Outcome NotFound(string sentence, params object[] values) => new(OutcomeKind.NotFound, [new FieldError("", sentence, values)]);

    /// <summary>Refused.</summary>
    public static Outcome Invalid(IReadOnlyList<FieldError> errors) => new(OutcomeKind.Invalid, errors);

    /// <summary>Refused for one reason.</summary>
    public static Outcome Invalid(string field, string sentence, params object[] values) => Invalid([new FieldError(field, sentence, values)]);

    /// <summary>The change is kept.</summary>
    public bool IsDone => Kind == OutcomeKind.Done;
}
