using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Components;
using Supervisor.Web.Features;
using Supervisor.Web.Gateway;
using Supervisor.Web.Realtime;

namespace Supervisor.Tests.Help;

public sealed class CodeWordsTests
{
    private static readonly IStringLocalizer<Words> Words =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Words>>();

    [Theory]
    [InlineData("100-004", "100-004 wrong user name or password")]
    [InlineData("timeout", "the gateway did not answer in time")]
    [InlineData("888-001", "888-001 unknown code (the gateway says: the moon is full)")]
    [InlineData("888-002", "888-002 unknown code")]
    public void Code_OnAPage_IsToldInTheWordsOfTheLog(string code, string expected)
    {
        var note = new GatewayNote("888-001", "the moon is full");
        Assert.Equal(expected, Words.Code(code, note));
        Assert.StartsWith(RetCode.Explain(code), expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_ChineseReader_IsToldInChinese()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
            Assert.Equal("100-004 用户名或密码错误", Words.Code("100-004"));
            Assert.Equal("系统会重新签入。", CodeWords.WhatWeDo("105-001"));
            Assert.Equal("100-004 wrong user name or password", RetCode.Explain("100-004"));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void SessionView_LastCode_ComesWithItsMeaningAndWhatWeDo()
    {
        var facts = new SessionFacts(null, null, null, "the moon is full", "888-001");
        var known = View(SessionState.Initial with { LastCode = "110-016" }, facts);
        Assert.Equal(("the account is locked", null), (known.LastCodeMeaning, known.GatewayMessage));
        Assert.Contains("unlock the account, then press Retry", known.WhatWeDo, StringComparison.Ordinal);
        var unknown = View(SessionState.Initial with { LastCode = "888-001" }, facts);
        Assert.Equal(("unknown code", "the moon is full"), (unknown.LastCodeMeaning, unknown.GatewayMessage));
        var good = View(SessionState.Initial, facts);
        Assert.Equal((null, null, null), (good.LastCodeMeaning, good.WhatWeDo, good.GatewayMessage));
    }

    private static SessionView View(SessionState session, SessionFacts facts) =>
        AgentView.Of(new AgentSnapshot(new AgentProfile(new AgentId("g", "291"), "Lee", ""), DateTimeOffset.UnixEpoch) { Session = session }, facts).Session;
}
