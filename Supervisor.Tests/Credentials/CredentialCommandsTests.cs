using Supervisor.Domain.Agents;
using Supervisor.Tests.Security;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Credentials;

public sealed class CredentialCommandsTests : IAsyncLifetime
{
    private const string Password = "Zx9-unique-pass";

    private static readonly AgentId Id = new("g1", "291");

    private readonly PeopleFixture _people = new();

    private CredentialCommands Commands => _people.Get<CredentialCommands>();

    public Task InitializeAsync() => _people.InitializeAsync();

    public Task DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task AddAsync_GoodForm_KeepsItProtectedWithAudit()
    {
        Assert.True((await Commands.AddAsync(Form(), PeopleFixture.Admin, default)).IsDone);

        var stored = await _people.AgentAsync("291");
        Assert.True(_people.Get<CredentialVault>().TryUnprotect(stored.ProtectedPassword, out var password));
        Assert.Equal(Password, password);
        Assert.Contains(await _people.AuditAsync(), x => x is { Actor: "ann", Action: "agent.add", Target: "g1/291" });
    }

    [Fact]
    public async Task AddAsync_AnyEnd_LeavesThePasswordNowhereInTheOpen()
    {
        await Commands.AddAsync(Form(), PeopleFixture.Admin, default);
        var refused = await Commands.AddAsync(Form(), PeopleFixture.Admin, default);
        var tooLong = Form();
        tooLong.Password = Password + new string('x', 40);
        var wrong = await Commands.AddAsync(tooLong, PeopleFixture.Admin, default);

        Assert.DoesNotContain(Password, _people.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, string.Join('\n', refused.Errors.Concat(wrong.Errors).Select(x => x.Text)), StringComparison.Ordinal);
        Assert.DoesNotContain(await _people.AuditAsync(), x => $"{x.Target}{x.Detail}".Contains(Password, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(_people.Directory, "*", SearchOption.AllDirectories))
        {
            await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(content, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(Password, await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AddAsync_EverythingWrong_ReportsEveryErrorAndKeepsNothing()
    {
        var form = new CredentialForm { Gateway = "gx", AgentId = "100", PhoneNumber = "", Password = new string('p', 33), SignInStatus = 6, AgentType = 5, Ip = "::1", Skills = "a", ServiceWorkId = new string('1', 31) };

        var outcome = await Commands.AddAsync(form, PeopleFixture.Admin, default);

        Assert.Equal(["agentId", "agentType", "gateway", "ip", "password", "phoneNumber", "serviceWorkId", "signInStatus", "skills"], outcome.Errors.Select(x => x.Field).Distinct().Order());
        Assert.Equal(0, await _people.AgentsAsync());
        Assert.DoesNotContain(await _people.AuditAsync(), x => x.Action == "agent.add");
    }

    [Theory]
    [InlineData("101", true)]
    [InlineData("999999", true)]
    [InlineData("1000000", false)]
    [InlineData("0291", false)]
    [InlineData("29a", false)]
    [InlineData("٢٩١", false)]
    [InlineData("", false)]
    public void Check_AgentId_HoldsTheLimits(string agentId, bool good)
    {
        var form = Form();
        form.AgentId = agentId;
        Assert.Equal(good, !CredentialRules.Check(form).Any(x => x.Field == "agentId"));
    }

    [Fact]
    public async Task Commands_ActorWithoutTheRight_AreForbidden()
    {
        Assert.True((await Commands.AddAsync(Form(), PeopleFixture.Admin, default)).IsDone);

        Outcome[] outcomes =
        [
            await Commands.AddAsync(Form(), PeopleFixture.Nobody, default),
            await Commands.UpdateAsync(Form(), PeopleFixture.Nobody, default),
            await Commands.SetEnabledAsync(Id, false, PeopleFixture.Nobody, default),
            await Commands.RemoveAsync(Id, PeopleFixture.Nobody, default),
            await Commands.TakeOverAsync(Id, PeopleFixture.Nobody, default),
            Commands.Retry(Id, PeopleFixture.Nobody),
        ];

        Assert.All(outcomes, x => Assert.Equal(OutcomeKind.Forbidden, x.Kind));
        Assert.True((await _people.AgentAsync("291")).Enabled);
    }

    [Fact]
    public async Task UpdateAsync_NoPassword_KeepsTheStoredOne()
    {
        await Commands.AddAsync(Form(), PeopleFixture.Admin, default);
        var before = await _people.AgentAsync("291");
        var form = Form();
        (form.Password, form.Team) = (null, "blue");

        Assert.True((await Commands.UpdateAsync(form, PeopleFixture.Admin, default)).IsDone);

        var after = await _people.AgentAsync("291");
        Assert.Equal(before.ProtectedPassword, after.ProtectedPassword);
        Assert.Equal("blue", after.Team);
        Assert.True(after.ChangedAt > before.ChangedAt);
    }

    [Fact]
    public async Task UpdateAsync_NothingNew_LeavesTheSessionAlone()
    {
        await Commands.AddAsync(Form(), PeopleFixture.Admin, default);
        var before = await _people.AgentAsync("291");
        var form = Form();
        form.Password = "";

        Assert.True((await Commands.UpdateAsync(form, PeopleFixture.Admin, default)).IsDone);

        Assert.Equal(before.ChangedAt, (await _people.AgentAsync("291")).ChangedAt);
    }

    [Fact]
    public async Task RemoveAsync_Unknown_IsNotFound() =>
        Assert.Equal(OutcomeKind.NotFound, (await Commands.RemoveAsync(Id, PeopleFixture.Admin, default)).Kind);

    private static CredentialForm Form() => new() { Gateway = "g1", AgentId = "291", PhoneNumber = "40038", Password = Password };
}
