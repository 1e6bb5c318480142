using System.Collections.Immutable;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Security;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Credentials;

public sealed class AgentsPageTests : IAsyncLifetime, IDisposable
{
    private static readonly AgentId Id = new("g1", "291");

    private readonly PeopleFixture _people = new();
    private readonly BunitContext _page = new();
    private readonly FakeSessionPool _pool = new();
    private readonly FloorFeed _feed = new();
    private readonly FakeCommandRights _rights = new();

    public async Task InitializeAsync()
    {
        await _people.InitializeAsync();
        await _people.Get<CredentialCommands>().AddAsync(new CredentialForm { Gateway = "g1", AgentId = "291", PhoneNumber = "40038", Name = "Lee" }, PeopleFixture.Admin, default);
        _page.JSInterop.Mode = JSRuntimeMode.Loose;
        _page.AddAuthorization().SetAuthorized("ann").SetRoles(Roles.Admin);
        _page.Services.AddLocalization();
        _page.Services.AddSingleton<TimeProvider>(new UtcClock());
        _page.Services.AddSingleton<ISessionPool>(_pool);
        _page.Services.AddSingleton<ICommandRights>(_rights);
        _page.Services.AddSingleton<IFloorFeed>(_feed);
        _page.Services.AddSingleton(_people.Get<CredentialQueries>());
        _page.Services.AddSingleton(_people.Get<GatewayQueries>());
        _page.Services.AddSingleton(_people.Get<CredentialImport>());
        _page.Services.AddSingleton(_people.Get<IDbContextFactory<SupervisorDb>>());
        _page.Services.AddSingleton(_people.Get<CredentialVault>());
        _page.Services.AddSingleton(_people.Get<AuditTrail>());
        _page.Services.AddSingleton<CredentialCommands>();
        _page.Services.AddSingleton<PasswordCommands>();
    }

    public async Task DisposeAsync()
    {
        await _page.DisposeAsync();
        await _people.DisposeAsync();
    }

    [Theory]
    [InlineData(SessionPhase.SigningIn, null, "Signing in...", "")]
    [InlineData(SessionPhase.Live, null, "Live since 12:03:04", "")]
    [InlineData(SessionPhase.Live, "600-001", "Live since 12:03:04, but not in its queues:", "")]
    [InlineData(SessionPhase.Occupied, "100-002", "Signed in elsewhere", "Take over,Retry")]
    [InlineData(SessionPhase.Occupied, "100-015", "Signed in elsewhere", "Retry")]
    [InlineData(SessionPhase.Waiting, "timeout", "Waiting:", "Retry")]
    [InlineData(SessionPhase.SigningOut, null, "Signing out...", "")]
    public void Row_EachPhase_IsToldInWords(SessionPhase phase, string? code, string words, string buttons)
    {
        _pool.States[Id] = Session(phase, code);

        var page = Open();

        Assert.StartsWith(words, page.Find("td[data-session]").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(buttons, string.Join(',', page.FindAll("td.commands button").Select(x => x.TextContent.Trim()).Where(x => x is "Take over" or "Retry")));
    }

    [Fact]
    public void Row_Rejected_NamesTheCodeInWordsAndRetries()
    {
        _pool.States[Id] = Session(SessionPhase.Rejected, "100-004");
        var page = Open();
        Assert.Matches("^Rejected: 100-004 .*password", page.Find("td[data-session]").TextContent.Trim());

        Assert.Equal("/help/codes?code=100-004", page.Find("td[data-session] a").GetAttribute("href"));

        page.FindAll("td.commands button").Single(x => x.TextContent == "Retry").Click();

        page.WaitForAssertion(() => Assert.Contains($"retry {Id}", _pool.Asked));
    }

    [Fact]
    public void Row_SessionChanges_IsRenderedWithoutAReload()
    {
        _pool.States[Id] = Session(SessionPhase.SigningIn, null);
        var page = Open();

        _pool.States[Id] = Session(SessionPhase.Live, null);
        var agent = new AgentSnapshot(new AgentProfile(Id, "Lee", ""), DateTimeOffset.UnixEpoch) { Session = _pool.States[Id] };
        _feed.Publish(FloorSnapshot.Empty with { Revision = 1, Agents = ImmutableDictionary<AgentId, AgentSnapshot>.Empty.Add(Id, agent) });

        page.WaitForAssertion(() => Assert.Equal("Live since 12:03:04", page.Find("td[data-session]").TextContent.Trim()));
    }

    [Theory]
    [InlineData(false, null, "", "")]
    [InlineData(false, 60, "60 days left", "")]
    [InlineData(false, 14, "14 days left", "")]
    [InlineData(false, 13, "13 days left", "warn")]
    [InlineData(false, 1, "1 day left", "warn")]
    [InlineData(false, 0, "Expires today", "bad")]
    [InlineData(true, 60, "Must be changed: until then the agent cannot make calls", "bad")]
    public void Row_Password_IsToldInWords(bool mustChange, int? days, string words, string tone)
    {
        _pool.States[Id] = Session(SessionPhase.Live, null);
        _pool.Passwords[Id] = new PasswordStanding(mustChange, days, TimeProvider.System.GetUtcNow());

        var shown = Open().Find("td[data-password] span");

        Assert.Equal((words, tone), (shown.TextContent, shown.ClassName ?? ""));
    }

    [Fact]
    public void ChangePassword_SessionNotLive_IsDisabledWithTheReason()
    {
        _pool.States[Id] = Session(SessionPhase.Waiting, "timeout");
        var button = Open().FindAll("td.commands button").Single(x => x.TextContent == "Change password");
        Assert.True(button.HasAttribute("disabled"));
        Assert.Contains("only while the agent's session is live", button.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangePassword_Entered_IsSentKeptAndNeverShown()
    {
        _pool.States[Id] = Session(SessionPhase.Live, null);
        var page = Open();
        page.FindAll("td.commands button").Single(x => x.TextContent == "Change password").Click();
        page.WaitForElement("section[role=dialog] form");
        page.FindAll("section[role=dialog] input[type=radio]")[1].Change(true);
        page.WaitForElement("#field-newPassword").Change("short");
        page.Find("#field-repetition").Change("New-secret-2");
        page.Find("section[role=dialog] form").Submit();
        page.WaitForAssertion(() => Assert.Contains("8 to 30", page.Find("#field-newPassword-error").TextContent, StringComparison.Ordinal));
        Assert.Contains("differs", page.Find("#field-repetition-error").TextContent, StringComparison.Ordinal);

        page.Find("#field-newPassword").Change("New-secret-2");
        page.Find("section[role=dialog] form").Submit();

        page.WaitForState(() => page.FindAll("section[role=dialog]").Count == 0);
        Assert.Contains("The password of agent 291 is changed.", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("New-secret-2", page.Markup, StringComparison.Ordinal);
        Assert.True(_people.Get<CredentialVault>().TryUnprotect((await _people.AgentAsync("291")).ProtectedPassword, out var stored));
        Assert.Equal("New-secret-2", stored);
    }

    [Fact]
    public async Task TakeOver_Confirmed_IsAskedAndAudited()
    {
        _pool.States[Id] = Session(SessionPhase.Occupied, "100-002");
        var page = Open();
        page.FindAll("td.commands button").Single(x => x.TextContent == "Take over").Click();
        Assert.DoesNotContain($"take over {Id}", _pool.Asked);

        page.FindAll("section[role=dialog] .buttons button").Single(x => x.TextContent == "Take over").Click();

        page.WaitForAssertion(() => Assert.Contains($"take over {Id}", _pool.Asked));
        Assert.Contains(await _people.AuditAsync(), x => x is { Actor: "ann", Action: "agent.takeOver", Target: "g1/291" });
    }

    [Theory]
    [InlineData(AgentState.Talking, true)]
    [InlineData(AgentState.Idle, false)]
    public async Task Disable_IsAskedFirst_AndSaysWhatBecomesOfACall(AgentState state, bool inCall)
    {
        _pool.States[Id] = Session(SessionPhase.Live, null);
        var agent = new AgentSnapshot(new AgentProfile(Id, "Lee", ""), DateTimeOffset.UnixEpoch) { Session = _pool.States[Id], State = state };
        _feed.Publish(FloorSnapshot.Empty with { Revision = 1, Agents = ImmutableDictionary<AgentId, AgentSnapshot>.Empty.Add(Id, agent) });
        var page = Open();
        void Press(string where, string name) => page.FindAll(where + " button").Single(x => x.TextContent == name).Click();

        Press("td.commands", "Disable");
        var asked = page.WaitForElement("section[role=dialog]").TextContent;
        Assert.Contains("A call in hand goes on", asked, StringComparison.Ordinal);
        Assert.Equal(inCall, asked.Contains("The agent is in a call.", StringComparison.Ordinal));
        Press("section[role=dialog] .buttons", "Leave it");
        Assert.Empty(page.FindAll("section[role=dialog]"));
        Assert.True((await _people.AgentAsync("291")).Enabled);

        Press("td.commands", "Disable");
        page.WaitForElement("section[role=dialog]");
        Press("section[role=dialog] .buttons", "Disable");
        page.WaitForAssertion(() => Assert.Contains("Agent 291 is disabled.", page.Markup, StringComparison.Ordinal));
        Assert.False((await _people.AgentAsync("291")).Enabled);

        Press("td.commands", "Enable");
        page.WaitForAssertion(() => Assert.Contains("Agent 291 is enabled.", page.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Disable")]
    [InlineData("Remove")]
    public void Escape_InAQuestion_ClosesItAndThePageGoesOn(string question)
    {
        _pool.States[Id] = Session(SessionPhase.Live, null);
        var page = Open();
        page.FindAll("td.commands button").Single(x => x.TextContent == question).Click();
        page.WaitForElement("section[role=dialog]").KeyDown("Escape");
        Assert.Empty(page.FindAll("section[role=dialog]"));
        Assert.Single(_page.JSInterop.Invocations["supervisor.leave"]);
    }

    [Fact]
    public async Task Enable_RoleTakenAwayWhileThePageIsOpen_IsRefused()
    {
        await _people.Get<CredentialCommands>().SetEnabledAsync(Id, false, PeopleFixture.Admin, default);
        var page = Open();
        _rights.Hold = false;

        page.FindAll("td.commands button").Single(x => x.TextContent == "Enable").Click();

        page.WaitForElement("[role=alert]");
        Assert.False((await _people.AgentAsync("291")).Enabled);
    }

    [Fact]
    public async Task Edit_Saved_IsKeptAndTheFormGoes()
    {
        var page = Open();
        page.FindAll("td.commands button").Single(x => x.TextContent == "Edit").Click();
        page.WaitForElement("#field-password").Change("new-secret");
        page.Find("#field-team").Change("blue");

        page.Find("section[role=dialog] form").Submit();

        page.WaitForState(() => page.FindAll("section[role=dialog]").Count == 0);
        Assert.Contains("Agent 291 is saved.", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("new-secret", page.Markup, StringComparison.Ordinal);
        Assert.Equal("blue", (await _people.AgentAsync("291")).Team);
        Assert.Contains("nudge", _pool.Asked);
    }

    [Fact]
    public void Add_Refused_ShowsEachErrorAtItsField()
    {
        var page = Open();
        page.FindAll("button").Single(x => x.TextContent == "Add agent").Click();
        page.WaitForElement("#field-agentId").Change("7");

        page.Find("section[role=dialog] form").Submit();

        page.WaitForAssertion(() => Assert.Contains("from 101 to 999999", page.Find("#field-agentId-error").TextContent, StringComparison.Ordinal));
        Assert.Contains("missing", page.Find("#field-phoneNumber-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("#field-agentId").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void Import_BadFile_ShowsEveryLineAndCannotBeApplied()
    {
        var page = Open();
        page.FindAll("button").Single(x => x.TextContent == "Import CSV").Click();

        Upload(page, "agentId,phoneNumber\n5,1\n102,\n");

        page.WaitForAssertion(() => Assert.Equal(["2 agentId", "3 phoneNumber"], page.FindAll("section[role=dialog] tbody tr").Select(x => $"{x.Children[0].TextContent} {x.Children[1].TextContent}")));
        Assert.True(page.FindAll("section[role=dialog] .buttons button")[0].HasAttribute("disabled"));
    }

    [Fact]
    public async Task Import_GoodFile_ShowsCountsThenImports()
    {
        var page = Open();
        page.FindAll("button").Single(x => x.TextContent == "Import CSV").Click();
        Upload(page, "agentId,phoneNumber\n291,40039\n292,1\n");
        page.WaitForAssertion(() => Assert.Contains("1 agents to add, 1 to update, 0 unchanged.", page.Markup, StringComparison.Ordinal));

        page.FindAll("section[role=dialog] .buttons button")[0].Click();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("td[data-session]").Count));
        Assert.Equal("40039", (await _people.AgentAsync("291")).PhoneNumber);
    }

    public void Dispose() => _page.Dispose();

    private static void Upload(IRenderedComponent<AgentsPage> page, string text) =>
        page.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(InputFileContent.CreateFromText(text, "agents.csv"));

    private static SessionState Session(SessionPhase phase, string? code) =>
        SessionState.Initial with { Phase = phase, LastCode = code, Since = new DateTimeOffset(2026, 3, 2, 12, 3, 4, TimeSpan.Zero) };

    private IRenderedComponent<AgentsPage> Open()
    {
        var page = _page.Render<AgentsPage>();
        page.WaitForElement("td[data-session]");
        return page;
    }

    private sealed class UtcClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }
}
