using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Tests.Security;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Setup;
using Supervisor.Web.Features.Users;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Users;

public sealed class UserCommandsTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private readonly PeopleFixture _people = new();

    private UserCommands Commands => _people.Get<UserCommands>();

    public Task InitializeAsync() => _people.InitializeAsync();

    public Task DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task AddAsync_Good_KeepsRolesAndAudit()
    {
        Assert.True((await Commands.AddAsync("ann", [Roles.Admin, Roles.Viewer], Password, PeopleFixture.Admin, default)).IsDone);

        var user = Assert.Single(await _people.Get<UserQueries>().AllAsync(default));
        Assert.Equal([Roles.Admin, Roles.Viewer], user.Roles);
        Assert.Contains(await _people.AuditAsync(), x => x is { Action: "user.add", Target: "ann", Detail: "admin, viewer" });
        Assert.DoesNotContain(Password, _people.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAsync_EverythingWrong_ReportsEveryError()
    {
        var outcome = await Commands.AddAsync("a b", ["boss"], "short", PeopleFixture.Admin, default);

        Assert.Equal(["name", "password", "roles"], outcome.Errors.Select(x => x.Field).Order());
        Assert.Empty(await _people.Get<UserQueries>().AllAsync(default));
    }

    [Theory]
    [InlineData("cli")]
    [InlineData("Setup")]
    [InlineData("single-sign-on")]
    [InlineData("schedule")]
    [InlineData("Anonymous")]
    public async Task AddAsync_NameOfTheAudit_IsRefused(string name) =>
        Assert.False((await Commands.AddAsync(name, [Roles.Admin], Password, PeopleFixture.Admin, default)).IsDone);

    [Fact]
    public async Task Commands_ActorWithoutTheRight_AreForbidden()
    {
        await Commands.AddAsync("ann", [Roles.Admin], Password, PeopleFixture.Admin, default);

        Assert.Equal(OutcomeKind.Forbidden, (await Commands.AddAsync("bob", [Roles.Admin], Password, PeopleFixture.Nobody, default)).Kind);
        Assert.Equal(OutcomeKind.Forbidden, (await Commands.SetRolesAsync("ann", [], PeopleFixture.Nobody, default)).Kind);
        Assert.Equal(OutcomeKind.Forbidden, (await Commands.SetEnabledAsync("ann", false, PeopleFixture.Nobody, default)).Kind);
        Assert.Equal(OutcomeKind.Forbidden, (await Commands.SetPasswordAsync("ann", Password, PeopleFixture.Nobody, default)).Kind);
    }

    [Fact]
    public async Task SetEnabledAndRoles_LastEnabledAdmin_AreRefused()
    {
        await Commands.AddAsync("ann", [Roles.Admin], Password, PeopleFixture.Admin, default);
        await Commands.AddAsync("bob", [Roles.Admin], Password, PeopleFixture.Admin, default);
        Assert.True((await Commands.SetEnabledAsync("bob", false, PeopleFixture.Admin, default)).IsDone);

        Assert.Equal(OutcomeKind.Invalid, (await Commands.SetEnabledAsync("ann", false, PeopleFixture.Admin, default)).Kind);
        Assert.Equal(OutcomeKind.Invalid, (await Commands.SetRolesAsync("ann", [Roles.Viewer], PeopleFixture.Admin, default)).Kind);

        Assert.True((await Commands.SetEnabledAsync("bob", true, PeopleFixture.Admin, default)).IsDone);
        Assert.True((await Commands.SetRolesAsync("ann", [Roles.Viewer], PeopleFixture.Admin, default)).IsDone);
        Assert.Equal([Roles.Viewer], (await _people.Get<UserQueries>().AllAsync(default))[0].Roles);
    }

    [Fact]
    public async Task SetEnabledAndRoles_LastAdminWithAPasswordHere_AreRefusedWhateverTheSingleSignOnGives()
    {
        await Commands.AddAsync("ann", [Roles.Admin], Password, PeopleFixture.Admin, default);
        await Commands.AddAsync("eve", [Roles.Admin], Password, PeopleFixture.Admin, default);
        await using (var db = await _people.OpenAsync())
        {
            (await db.Users.SingleAsync(x => x.UserName == "eve")).RolesGoodUntil = TimeProvider.System.GetUtcNow().AddHours(12);
            await db.SaveChangesAsync();
        }

        Assert.Equal(OutcomeKind.Invalid, (await Commands.SetEnabledAsync("ann", false, PeopleFixture.Admin, default)).Kind);
        Assert.Equal(OutcomeKind.Invalid, (await Commands.SetRolesAsync("ann", [Roles.Viewer], PeopleFixture.Admin, default)).Kind);
        Assert.True((await Commands.SetEnabledAsync("eve", false, PeopleFixture.Admin, default)).IsDone);
    }

    [Fact]
    public async Task Changes_EachKind_EndOpenPages()
    {
        await Commands.AddAsync("ann", [Roles.Admin], Password, PeopleFixture.Admin, default);
        await Commands.AddAsync("bob", [Roles.Viewer], Password, PeopleFixture.Admin, default);
        Func<Task<Outcome>>[] changes =
        [
            () => Commands.SetRolesAsync("bob", [Roles.Manager], PeopleFixture.Admin, default),
            () => Commands.SetPasswordAsync("bob", Password + "!", PeopleFixture.Admin, default),
            () => Commands.SetEnabledAsync("bob", false, PeopleFixture.Admin, default),
        ];
        foreach (var change in changes)
        {
            await using var scope = _people.Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>();
            var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<SupervisorUser>>().CreateAsync((await users.FindByNameAsync("bob"))!);
            Assert.True(await _people.Get<StandingCheck>().IsStillGoodAsync(principal, default));

            Assert.True((await change()).IsDone);

            Assert.False(await _people.Get<StandingCheck>().IsStillGoodAsync(principal, default));
        }
    }

    [Fact]
    public async Task FirstAdmin_Link_WorksOnce()
    {
        var first = _people.Get<FirstAdmin>();
        var key = (await first.NewKeyAsync(default))!;

        Assert.Equal(SetupLink.Wrong, (await first.CreateAsync("guess", "eve", Password, default)).Link);
        Assert.Equal(SetupLink.Wrong, await first.CheckAsync(null, default));
        Assert.False((await first.CreateAsync(key, "ann", "short", default)).Outcome.IsDone);
        Assert.True((await first.CreateAsync(key, "ann", Password, default)).Outcome.IsDone);

        Assert.Equal(SetupLink.Used, (await first.CreateAsync(key, "eve", Password, default)).Link);
        Assert.Equal([Roles.Admin, Roles.Manager, Roles.Supervisor], Assert.Single(await _people.Get<UserQueries>().AllAsync(default)).Roles);
        Assert.Null(await first.NewKeyAsync(default));
    }

    [Fact]
    public async Task FirstAdmin_TwoAtOnce_MakesOne()
    {
        var first = _people.Get<FirstAdmin>();
        var key = await first.NewKeyAsync(default);

        var results = await Task.WhenAll(first.CreateAsync(key, "ann", Password, default), first.CreateAsync(key, "eve", Password, default));

        Assert.Single(results, x => x.Outcome.IsDone);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080", "http://localhost:5080")]
    [InlineData("http://[::]:5080/", "http://localhost:5080")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080")]
    public void Reachable_AnyAddress_IsOneThatABrowserOpens(string listening, string expected) => Assert.Equal(expected, SetupAnnouncement.Reachable(listening));
}
