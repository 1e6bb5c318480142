namespace Supervisor.Domain.Sessions;

/// <summary>What a retcode means for a session (protocol.md section 5, column "Action").</summary>
public enum RefusalClass
{
    /// <summary>Trying the same again cannot help: the same code twice ends the retries.</summary>
    Final,

    /// <summary>The account is locked: not even a second try.</summary>
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

/// <summary>The table of <see cref="RefusalClass"/>.</summary>
public static class Refusal
{
    /// <summary>What <paramref name="retCode"/> means for a session. An unknown code is <see cref="RefusalClass.Final"/>: it must not hammer an account.</summary>
    public static RefusalClass Classify(string retCode) => retCode switch
    {
        "100-002" or "100-015" => RefusalClass.Occupied,
        "110-016" or "110-021" or "100-061" => RefusalClass.Locked,
        "100-006" or "100-008" or "000-001" or "105-001" or "105-005" or "105-006" or "105-007" => RefusalClass.SessionOver,
        "000-003" => RefusalClass.StaleGuid,
        "000-004" or "105-002" or "105-003" or "105-004" => RefusalClass.SwitchOver,
        "000-000" or "000-007" or "100-003" or "100-007" or "100-010" or "999-001" => RefusalClass.Transient,
        _ => RefusalClass.Final,
    };
}
