namespace Supervisor.Domain.Sessions;

/// <summary>How a request to the gateway ended.</summary>
public enum AnswerKind
{
    /// <summary>retcode 0.</summary>
    Ok,

    /// <summary>The gateway answered with another retcode.</summary>
    Refused,

    /// <summary>No usable answer: no connection, no answer in time, a status other than 200, or a body that is not the protocol's.</summary>
    Unreachable,
}

/// <summary>The end of one request, reduced to what decides the next step.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Code">The retcode, or for <see cref="AnswerKind.Unreachable"/> one stable word such as <c>timeout</c> or <c>http-500</c>.</param>
public readonly record struct Answer(AnswerKind Kind, string Code)
{
    /// <summary>retcode 0.</summary>
    public static Answer Ok { get; } = new(AnswerKind.Ok, "0");

    /// <summary>The gateway refused.</summary>
    /// <param name="retCode">Its error code, e.g. <c>100-006</c>.</param>
    public static Answer Refused(string retCode) => new(AnswerKind.Refused, retCode);

    /// <summary>No usable answer.</summary>
    /// <param name="failure">One stable word.</param>
    public static Answer Unreachable(string failure) => new(AnswerKind.Unreachable, failure);
}
