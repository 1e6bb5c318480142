namespace Supervisor.Simulator.Protocol;

/// <summary>The result codes this gateway answers (seed texts; protocol.md section 5) and the messages that go with them.</summary>
internal static class RetCode
{
    public const string Success = "0";
    public const string WrongEventMethod = "000-001";
    public const string BadParameter = "000-002";
    public const string NoRight = "000-003";
    public const string CalledRepeatedly = "000-007";
    public const string IllegalSignIn = "100-001";
    public const string AlreadySignedIn = "100-002";
    public const string WrongPassword = "100-004";
    public const string IllegalSignOut = "100-005";
    public const string NotSignedIn = "100-006";
    public const string InternalError = "100-007";
    public const string CannotSetStatus = "100-009";
    public const string SignOutStateError = "100-010";
    public const string WrongAgentType = "100-012";
    public const string ForceNotAllowed = "100-015";
    public const string InvalidIp = "100-016";
    public const string SameAgent = "000-005";
    public const string PasswordChangeFailed = "110-002";
    public const string OldPasswordWrong = "110-003";
    public const string AccountLocked = "110-016";
    public const string PasswordSameAsOld = "110-017";
    public const string PasswordIsName = "110-018";
    public const string PasswordPattern = "110-019";
    public const string PasswordLength = "110-020";
    public const string LockedByWrongPasswords = "110-021";
    public const string WrongNumber = "200-001";
    public const string NoCallToAnswer = "200-002";
    public const string NoCallToHold = "200-013";
    public const string HoldStateError = "200-014";
    public const string NoHeldCall = "200-015";
    public const string NothingToRelease = "200-017";
    public const string NoCallToDrop = "200-025";
    public const string NoRightToQuery = "300-001";
    public const string AgentNotFound = "300-002";
    public const string GroupAgentNotFound = "300-003";
    public const string GroupNotFound = "300-004";
    public const string NoCall = "400-001";
    public const string NothingToSet = "400-002";
    public const string NoCallHeld = "400-003";
    public const string NoAgentQueues = "600-001";
    public const string NoVdnQueues = "600-002";
    public const string NoIvr = "600-004";
    public const string QcNoPermission = "900-002";
    public const string QcUnavailable = "900-003";
    public const string QcNoInformation = "900-004";
    public const string QcWrongState = "900-005";

    /// <summary>Texts with a known wording keep it, typing errors included; the others are plain descriptions.</summary>
    public static string Message(string code) => code switch
    {
        NotSignedIn => "agent not login",
        NoRight => "no right to invite resouce",
        WrongEventMethod => "the method of obtaining events is wrong",
        BadParameter => "url or parameter is error",
        CalledRepeatedly => "the interface is called repeatedly",
        IllegalSignIn => "login parameter is empty or illegal",
        AlreadySignedIn => "agent has login",
        WrongPassword => "user name or password is wrong",
        IllegalSignOut => "logout parameter is illegal",
        InternalError => "internal error",
        CannotSetStatus => "can not set the agent status",
        SignOutStateError => "agent status is error when logout",
        WrongAgentType => "agent type is wrong",
        ForceNotAllowed => "agent has login and can not be forced to logout",
        InvalidIp => "agent ip is invalid",
        AccountLocked => "account is locked",
        SameAgent => "the inspected agent is the inspector",
        PasswordChangeFailed => "password can not be changed",
        OldPasswordWrong => "old password is wrong",
        PasswordSameAsOld => "new password is the same as the old one",
        PasswordIsName => "new password is the name or its reverse",
        PasswordPattern => "new password must hold letters and digits and no blank",
        PasswordLength => "new password must have 8 to 30 characters",
        LockedByWrongPasswords => "account is locked after too many wrong passwords",
        NoCallToDrop => "no call can be droped",
        NoRightToQuery => "no right to query agents",
        GroupAgentNotFound => "the agent of the group is not found",
        GroupNotFound => "group is not found",
        NoCall => "no call",
        NothingToSet => "no call data to set",
        NoCallHeld => "no held call",
        NoAgentQueues => "no such agent or it has no skill queues",
        NoVdnQueues => "the vdn has no skill queues",
        NoIvr => "no ivr",
        QcNoPermission => "no permission",
        QcUnavailable => "ResourceUnavailable",
        QcNoInformation => "no information about the agent",
        QcWrongState => "wrong state",
        WrongNumber => "the dialed number is wrong",
        NoCallToAnswer => "no call can be answered",
        NoCallToHold => "no call can be held",
        HoldStateError => "the call can not be held in this state",
        NoHeldCall => "no call is held",
        NothingToRelease => "no call can be released",
        AgentNotFound => "agent is not found",
        _ => "error",
    };
}
