using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Security;
using Supervisor.Tests.Support;
using Supervisor.Web.Components;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Credentials;

public sealed class PasswordCommandsTests : IAsyncLifetime
{
    private const string Old = "Old-secret-1";
    private const string New = "New-secret-2";

    private static readonly AgentId Id = new("g1", "291");

    private readonly PeopleFixture _people = new();
    private readonly FakeSessionPool _pool = new();
    private PasswordCommands _commands = null!;

    public async Task InitializeAsync()
    {
        await _people.InitializeAsync();
        await _people.Get<CredentialCommands>().AddAsync(new CredentialForm { Gateway = "g1", AgentId = "291", PhoneNumber = "40038", Password = Old }, PeopleFixture.Admin, default);
        _pool.States[Id] = SessionState.Initial with { Phase = SessionPhase.Live };
        var words = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Words>>();
        _commands = new PasswordCommands(
            _people.Get<IDbContextFactory<SupervisorDb>>(), _people.Get<CredentialVault>(), _people.Get<AuditTrail>(), TimeProvider.System, words,
            _people.Get<ILogger<PasswordCommands>>(), _pool);
    }

    public Task DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task Change_GatewayAgrees_KeepsTheNewOneWithItsAudit()
    {
        string? pendingWhileSent = null;
        _pool.PasswordAnswer = change =>
        {
            pendingWhileSent = StoredAsync().GetAwaiter().GetResult().Pending;
            Assert.Equal((Old, New), (change.OldPassword, change.NewPassword));
            return new PasswordChangeEnd(Answer.Ok);
        };

        Assert.True((await ChangeAsync()).IsDone);

        Assert.Equal(New, pendingWhileSent);
        Assert.Equal((New, null), await StoredAsync());
        Assert.Contains(await _people.AuditAsync(), x => x is { Actor: "ann", Action: PasswordCommands.Action, Target: "g1/291", Detail: "changed at the gateway" });
        await NowhereInTheOpenAsync();
    }

    [Fact]
    public async Task Change_Generated_IsStrongAndStored()
    {
        Assert.True((await _commands.ChangeAsync(Id, new NewPasswordForm(), PeopleFixture.Admin)).IsDone);
        var (password, pending) = await StoredAsync();
        Assert.Equal((16, null), (password.Length, pending));
    }

    [Theory]
    [InlineData("110-019", "110-019 the new password does not follow the gateway's pattern")]
    [InlineData("888-001", "888-001 unknown code (the gateway says: not today)")]
    public async Task Change_GatewayRefuses_KeepsTheOldOneAndTellsTheCatalogueWords(string code, string words)
    {
        _pool.PasswordAnswer = _ => new PasswordChangeEnd(Answer.Refused(code), new GatewayNote("888-001", "not today"));

        var outcome = await ChangeAsync();

        Assert.Contains(words, outcome.Errors.Single().Text, StringComparison.Ordinal);
        Assert.Equal((Old, null), await StoredAsync());
        Assert.Contains(await _people.AuditAsync(), x => x.Action == PasswordCommands.Action && x.Detail == $"refused: {code}");
        await NowhereInTheOpenAsync();
    }

    [Theory]
    [InlineData("not-sent")]
    [InlineData("connect")]
    public async Task Change_CertainlyNotSent_LeavesNothingInDoubt(string code)
    {
        _pool.PasswordAnswer = _ => new PasswordChangeEnd(Answer.Unreachable(code));
        Assert.False((await ChangeAsync()).IsDone);
        Assert.Equal((Old, null), await StoredAsync());
    }

    [Fact]
    public async Task Change_NoAnswer_KeepsBothAndRefusesAnotherChangeUntilASignInHasTold()
    {
        _pool.PasswordAnswer = _ => new PasswordChangeEnd(Answer.Unreachable("timeout"));
        Assert.Contains("not known whether", (await ChangeAsync()).Errors.Single().Text, StringComparison.Ordinal);
        Assert.Equal((Old, New), await StoredAsync());

        var asked = _pool.Asked.Count;
        Assert.Contains("Disable the agent", (await ChangeAsync()).Errors.Single().Text, StringComparison.Ordinal);
        Assert.Equal(asked, _pool.Asked.Count);
        Assert.Equal((Old, New), await StoredAsync());
        Assert.True((await _people.Get<CredentialQueries>().PageAsync("", "", 0, 10, default)).Rows.Single().InDoubt);
    }

    [Fact]
    public async Task Change_StoreFailsAfterTheGatewayAgreed_SaysSoAndLosesNothing()
    {
        _pool.PasswordAnswer = _ =>
        {
            SqlAsync("""ALTER TABLE "Audit" RENAME TO "Away" """).GetAwaiter().GetResult();
            return new PasswordChangeEnd(Answer.Ok);
        };

        var outcome = await ChangeAsync();

        await SqlAsync("""ALTER TABLE "Away" RENAME TO "Audit" """);
        Assert.Contains("The gateway has taken the new password, but storing it failed", outcome.Errors.Single().Text, StringComparison.Ordinal);
        Assert.Contains("the gateway has taken the new password, but the store has not", _people.Logs.Text, StringComparison.Ordinal);
        Assert.Equal((Old, New), await StoredAsync());
        await NowhereInTheOpenAsync();
    }

    [Theory]
    [InlineData(true, New)]
    [InlineData(false, Old)]
    public async Task Settle_SignInHasTold_KeepsTheOneThatHolds(bool holds, string expected)
    {
        _pool.PasswordAnswer = _ => new PasswordChangeEnd(Answer.Unreachable("timeout"));
        await ChangeAsync();
        var settler = new PasswordSettler(_people.Get<IDbContextFactory<SupervisorDb>>(), _people.Get<AuditTrail>(), TimeProvider.System, _people.Get<ILogger<PasswordSettler>>());

        await settler.SettleAsync(Id, [1, 2, 3], true, default);
        Assert.Equal((Old, New), await StoredAsync());
        await settler.SettleAsync(Id, (await _people.AgentAsync("291")).PendingPassword!, holds, default);

        Assert.Equal((expected, null), await StoredAsync());
        Assert.Contains(await _people.AuditAsync(), x => x is { Actor: "session", Action: PasswordSettler.Action });
    }

    [Fact]
    public async Task Update_PasswordEnteredByAPerson_EndsTheDoubt()
    {
        _pool.PasswordAnswer = _ => new PasswordChangeEnd(Answer.Unreachable("timeout"));
        await ChangeAsync();
        await _people.Get<CredentialCommands>().UpdateAsync(new CredentialForm { Gateway = "g1", AgentId = "291", PhoneNumber = "40038", Password = "typed" }, PeopleFixture.Admin, default);
        Assert.Equal(("typed", null), await StoredAsync());
    }

    [Fact]
    public async Task Change_NotAllowedNotLiveOrAgainstTheRules_SendsAndChangesNothing()
    {
        Assert.Equal(OutcomeKind.Forbidden, (await _commands.ChangeAsync(Id, new NewPasswordForm(), PeopleFixture.Nobody)).Kind);
        Assert.Equal("newPassword", (await _commands.ChangeAsync(Id, new NewPasswordForm { Generate = false, Password = "1", Repetition = "1" }, PeopleFixture.Admin)).Errors.Single().Field);
        _pool.States[Id] = SessionState.Initial with { Phase = SessionPhase.Waiting };
        Assert.Contains("only while the agent's session is live", (await ChangeAsync()).Errors.Single().Text, StringComparison.Ordinal);
        Assert.Empty(_pool.Asked);
        Assert.Equal((Old, null), await StoredAsync());
    }

    private Task<Outcome> ChangeAsync() => _commands.ChangeAsync(Id, new NewPasswordForm { Generate = false, Password = New, Repetition = New }, PeopleFixture.Admin);

    private async Task<(string Password, string? Pending)> StoredAsync()
    {
        var vault = _people.Get<CredentialVault>();
        var stored = await _people.AgentAsync("291");
        Assert.True(vault.TryUnprotect(stored.ProtectedPassword, out var password));
        string? pending = null;
        Assert.True(stored.PendingPassword is null || vault.TryUnprotect(stored.PendingPassword, out pending));
        return (password!, pending);
    }

    private async Task SqlAsync(string sql)
    {
        await using var db = await _people.OpenAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private async Task NowhereInTheOpenAsync()
    {
        Assert.DoesNotContain("secret", _people.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await _people.AuditAsync(), x => $"{x.Target}{x.Detail}".Contains("secret", StringComparison.Ordinal));
    }
}
