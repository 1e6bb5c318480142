using Supervisor.Domain.Sessions;

namespace Supervisor.Domain.Codes;

/// <summary>What is done about a code (protocol.md section 5, column "Action").</summary>
public enum CodeAction
{
    /// <summary>Nothing has to be done.</summary>
    Ok,

    /// <summary>An input is wrong; repeating cannot help.</summary>
    Fix,

    /// <summary>The session is gone: sign in again.</summary>
    Login,

    /// <summary>Signed in elsewhere: a person may force the sign-in.</summary>
    Force,

    /// <summary>Passes by itself.</summary>
    Retry,

    /// <summary>It did not fit the agent's state; harmless.</summary>
    State,

    /// <summary>The right is missing.</summary>
    Perm,

    /// <summary>The gateway's administrator has to do something.</summary>
    Ops,

    /// <summary>Give up.</summary>
    Stop,
}

/// <summary>One row of the catalogue.</summary>
/// <param name="Code">A retcode such as <c>100-004</c>, the first of a range, or one of our own failure words such as <c>timeout</c>.</param>
/// <param name="Through">Last code of the range; null for a single code.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="WhatWeDo">What the product does about it, and what a person can do.</param>
/// <param name="Action">Its class for people.</param>
/// <param name="Session">Its class for a gateway session.</param>
public sealed record CodeEntry(string Code, string? Through, Bilingual Meaning, Bilingual WhatWeDo, CodeAction Action, RefusalClass Session)
{
    /// <summary>As people write it: <c>107-010 to 107-045</c> for a range.</summary>
    public string Shown => Through is null ? Code : $"{Code} to {Through}";

    /// <summary>False for <see cref="ErrorCatalogue.Unknown"/>.</summary>
    public bool IsKnown => Code.Length > 0;

    internal bool Covers(string code) => code.Length == Code.Length && string.CompareOrdinal(Code, code) <= 0 && string.CompareOrdinal(code, Through) <= 0;
}
