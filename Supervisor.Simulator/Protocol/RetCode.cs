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
    public const string ConfigurationLoginExpired = "107-000";
    public const string ConfigurationInputIllegal = "107-002";
    public const string ConfigurationLoginFailed = "107-003";
    public const string ConfigurationCommunicationFailed = "107-005";
    public const string ConfigurationNotAuthenticated = "107-007";
    public const string AccountLocked = "110-016";
    public const string WrongNumber = "200-001";
    public const string NoCallToAnswer = "200-002";
    public const string NoCallToHold = "200-013";
    public const string HoldStateError = "200-014";
    public const string NoHeldCall = "200-015";
    public const string NothingToRelease = "200-017";
    public const string AgentNotFound = "300-002";

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
        ConfigurationLoginExpired => "the cached login is expired",
        ConfigurationInputIllegal => "input is illegal or mandatory input is missing",
        ConfigurationLoginFailed => "login failed, user or password is wrong",
        ConfigurationCommunicationFailed => "communication failed",
        ConfigurationNotAuthenticated => "authentication before configuration failed",
        AccountLocked => "account is locked",
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
