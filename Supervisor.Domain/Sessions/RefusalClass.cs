using Supervisor.Domain.Codes;

namespace Supervisor.Domain.Sessions;

/// <summary>What a retcode means for a session (protocol.md section 5, column "Action").</summary>
public enum RefusalClass
{
    /// <summary>Trying the same again cannot help: the same code twice ends the retries.</summary>
    Final,

    /// <summary>The account is locked, or may not sign in at all: not even a second try.</summary>
    Locked,

    /// <summary>Signed in elsewhere.</summary>
    Occupied,

    /// <summary>The session is gone: sign in again.</summary>
    SessionOver,

    /// <summary>Perhaps only an old GUID: once more with the newest one, then the session is over.</summary>
    StaleGuid,

    /// <summary>The gateway is being switched over: keep trying for two minutes.</summary>
    SwitchOver,

    /// <summary>Passes by itself.</summary>
    Transient,
}

/// <summary>The session's view of the catalogue.</summary>
public static class Refusal
{
    /// <summary>What <paramref name="retCode"/> means for a session. An unknown code is <see cref="RefusalClass.Final"/>: it must not hammer an account.</summary>
    public static RefusalClass Classify(string retCode) => ErrorCatalogue.Find(retCode).Session;
}
