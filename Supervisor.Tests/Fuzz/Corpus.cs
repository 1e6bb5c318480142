namespace Supervisor.Tests.Fuzz;

/// <summary>One example of every answer and callback of the seed texts and of protocol.md: what the fuzz runs start from.</summary>
internal static class Corpus
{
    public const string Guid = "279fe2d4-51a8-4c0b-9f6e-2b7d1c90e0f5.AgentGateway1";
    public const string Token = "3320EA1E5E0B4D6F8A7112A68E336ED6";
    public const string Password = "Planted-Secret 42!";

    /// <summary>What no log, note or problem may repeat.</summary>
    public static readonly string[] Secrets = [Guid, Token, Password];

    /// <summary>Sign-in, poll, status, heartbeat, updateGuid, password change, configuration login, register, handshake; good and refused.</summary>
    public static readonly string[] Answers =
    [
        """{"message":"success","retcode":"0","result":{"vdnid":1,"workno":"291","mediatype":"TTF","loginTime":"1471585949806","isForceChange":"false","serverName":"","timeRemaining":"120"}}""",
        """{"message":"","retcode":"0"}""",
        """{ "message": "", "retcode": "0", "event": { "eventType": "AgentOther_InService", "workNo": "291", "content": null } }""",
        """{"message":"","retcode":"0","event":{"eventType":"AgentEvent_Ringing","workNo":"291","eventGenTime":1471585949806,"content":{"caller":"13800138000","called":"40038","callid":"1455885056-381","feature":7,"skillName":"sales"}}}""",
        """{"message":"","retcode":"0","event":{"eventType":"AgentEvent_Talking","workNo":"291","content":{"caller":"13800138000","called":"40038","callid":"1455885056-381","feature":"0"}}}""",
        """{"message":"","retcode":"0","event":{"eventType":"AgentEvent_Call_Release","workNo":"291","content":"1455885056-381"}}""",
        """{"message":"","retcode":"0","event":{"eventType":"AgentState_SetNotReady_Success","workNo":"291","content":{"reason":200}}}""",
        """{"message":"","retcode":"0","event":[{"eventType":"AgentState_Ready","workNo":"291","content":null},{"eventType":"AgentEvent_Hold","workNo":"291","content":{"callid":"1-1"}}]}""",
        """{"message":"","retcode":"0","event":{"eventType":"AgentEvent_New_Kind","workNo":"291","content":{"a":[1,2.5e3,true,null]}}}""",
        """{"message":"success","retcode":"0","result":{"agentState":4,"isWorking":false}}""",
        """{"message":"success","retcode":"0","result":[{"agentState":"7","isWorking":"true"}]}""",
        """{"message":"success","retcode":"0"}""",
        """{"message":"","retcode":"0","result":{"loginTime":"1471585949806"}}""",
        $$$"""{"message":"","retcode":"0","result":{"guid":"{{{Guid}}}"}}""",
        """{"result":{},"message":"success","retcode":"0"}""",
        """{"message":"success","retcode":"0","result":{"serverId":"20140414172508-001-00101"}}""",
        """{"message":"agent not login","result":"","retcode":"100-006"}""",
        """{"message":"no right to invite resouce","result":"","retcode":"000-003"}""",
        """{"message":"the moon is full","retcode":"888-001"}""",
        $$"""{"message":"session {{Guid}} is bad","retcode":"888-002"}""",
        $$"""{"message":"{{Password}} is not the password","retcode":"888-003"}""",
        $$"""{"message":"token {{Token}} refused","retcode":"888-004"}""",
        """{"message":"The number of login agents has exceeded that permitted for this VDN.","retcode":"-1"}""",
        """{"retcode":0}""",
    ];

    /// <summary>Pushes of agent events (protocol.md section 7): a list, with the two members of an answer, a single event.</summary>
    public static readonly string[] Pushes =
    [
        """{"workNo":"291","eventList":[{"eventType":"AgentOther_InService","workNo":"291","content":null},{"eventType":"AgentState_Ready","workNo":"291","content":null}]}""",
        """{"message":"","retcode":"0","workNo":"291","eventList":[{"eventType":"AgentEvent_Ringing","workNo":"291","eventGenTime":1471585949806,"content":{"caller":"13800138000","called":"40038","callid":"1455885056-381"}}]}""",
        """{"message":"","retcode":"0","event":{"eventType":"AgentEvent_Call_Release","workNo":"291","content":"1455885056-381"}}""",
        """{"workNo":"291","eventList":[]}""",
    ];

    /// <summary>Recognition results (protocol.md section 6.3): final, interim, begun, encrypted, with an nlpResult.</summary>
    public static readonly string[] Results =
    [
        """{"serverid":"20140414172508-001-00101","subscribetype":"1","initialagentid":"291","ccid":"1","vdnid":"1","curcallid":"1455885056-381","curuserdn":"138","talkertype":"2","talkerid":"138","result":[{"confidence":"0.93","content":"good morning","iscontentenc":"0"}],"asrusercase":"0"}""",
        """{"serverid":"s","initialagentid":"291","curcallid":"c1","talkertype":"1","talkerid":"291","result":[{"confidence":93,"content":"{\"text\":\"hello\"}","iscontentenc":0},{"confidence":12,"content":"yellow"}],"asrusercase":"62","calldata":"{\"nlpFlag\": true}"}""",
        """{"serverid":"s","initialagentid":291,"curcallid":"c1","talkertype":2,"talkerid":"138","result":null,"asrusercase":61}""",
        """{"serverid":"s","initialagentid":"291","curcallid":"c1","talkertype":"2","result":[{"confidence":"0.5","content":"U2FsdGVk","iscontentenc":"1"}],"asrusercase":"63","nlpResult":{"intent":"buy","slots":[{"a":1}]}}""",
    ];
}
