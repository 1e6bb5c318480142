using System.Text;
using Supervisor.Tests.Security;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Credentials;

public sealed class CredentialImportTests : IAsyncLifetime
{
    private readonly PeopleFixture _people = new();

    private CredentialImport Import => _people.Get<CredentialImport>();

    public Task InitializeAsync() => _people.InitializeAsync();

    public Task DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task ApplyAsync_GoodFileWithByteOrderMark_AddsAll()
    {
        var preview = await PreviewAsync("\uFEFFphoneNumber,agentId,skills,name,password\r\n40001,101,1;2,\"Lee, Ann\", pw \r\n40002,102,,,\r\n");

        Assert.Empty(preview.Errors);
        Assert.Equal((2, 0, 0), (preview.Added, preview.Updated, preview.Unchanged));
        Assert.True((await Import.ApplyAsync(preview, PeopleFixture.Admin, default)).IsDone);
        var agent = await _people.AgentAsync("101");
        Assert.Equal(("Lee, Ann", "1;2", "40001"), (agent.Name, agent.Skills, agent.PhoneNumber));
        Assert.True(_people.Get<CredentialVault>().TryUnprotect(agent.ProtectedPassword, out var password));
        Assert.Equal(" pw ", password);
        Assert.Contains(await _people.AuditAsync(), x => x is { Action: "agents.import", Detail: "2 added, 0 updated, 0 unchanged" });
    }

    [Fact]
    public async Task PreviewAsync_BadLines_NamesEachWithLineAndColumn()
    {
        var preview = await PreviewAsync("agentId,phoneNumber,signInStatus,agentType\n101,40001,4,4\n99,40002,4,4\n102,,9,x\n101,40003,4,4\n103,40004,4\n1\"04,40005,4,4\n");

        Assert.Equal(
            ["3 agentId", "4 agentType", "4 phoneNumber", "4 signInStatus", "5 agentId", "6 ", "7 ", "7 agentId"],
            preview.Errors.Select(x => $"{x.Line} {x.Column}").Order(StringComparer.Ordinal));
        Assert.False((await Import.ApplyAsync(preview, PeopleFixture.Admin, default)).IsDone);
        Assert.Equal(0, await _people.AgentsAsync());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("agentId,name\n1,2\n", "missing")]
    [InlineData("agentId,phoneNumber,pasword\n101,1,x\n", "no such column")]
    [InlineData("agentId;phoneNumber\n101;1\n", "no such column")]
    [InlineData("agentId,phoneNumber,agentId\n101,1,102\n", "twice")]
    [InlineData("agentId,phoneNumber\n", "no agents")]
    public async Task PreviewAsync_BadHeader_SaysWhy(string text, string expected) =>
        Assert.Contains((await PreviewAsync(text)).Errors, x => x.ToString().Contains(expected, StringComparison.Ordinal));

    [Fact]
    public async Task PreviewAsync_TooLarge_IsRefused()
    {
        var preview = await PreviewAsync("agentId,phoneNumber\n" + new string(' ', AgentsCsv.LargestFile));

        Assert.Contains("larger", Assert.Single(preview.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PreviewAsync_NotUtf8_IsRefused()
    {
        using var file = new MemoryStream([.. "agentId,phoneNumber,name\n101,1,"u8, 0xC4, 0xE3, 0x0A]);

        Assert.Contains("UTF-8", Assert.Single((await Import.PreviewAsync("g1", file, default)).Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApplyAsync_Again_KeepsPasswordsAndLeavesSessionsAlone()
    {
        await ImportAsync("agentId,phoneNumber,password,team\n101,40001,pw1,red\n102,40002,pw2,red\n");
        var before = await _people.AgentAsync("101");

        var same = await PreviewAsync("agentId,phoneNumber,password\n101,40001,pw1\n102,40002,\n");
        Assert.Equal((0, 0, 2), (same.Added, same.Updated, same.Unchanged));

        await ImportAsync("agentId,phoneNumber,team\n101,40001,red\n102,40002,blue\n");
        var (first, second) = (await _people.AgentAsync("101"), await _people.AgentAsync("102"));
        Assert.Equal(before.ChangedAt, first.ChangedAt);
        Assert.Equal("blue", second.Team);
        Assert.True(_people.Get<CredentialVault>().TryUnprotect(second.ProtectedPassword, out var password));
        Assert.Equal("pw2", password);
    }

    private async Task ImportAsync(string text) => Assert.True((await Import.ApplyAsync(await PreviewAsync(text), PeopleFixture.Admin, default)).IsDone);

    private async Task<ImportPreview> PreviewAsync(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await Import.PreviewAsync("g1", file, default);
    }
}
