using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Tests.Security;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Account;
using Supervisor.Web.Features.Users;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Users;

public sealed class OwnPasswordTests : IAsyncLifetime
{
    private const string Password = "correct horse battery", Other = "another long password";

    private readonly PeopleFixture _people = new();

    public async Task InitializeAsync()
    {
        await _people.InitializeAsync();
        Assert.True((await _people.Get<UserCommands>().AddAsync("vic", [Roles.Viewer], Password, PeopleFixture.Admin, default)).IsDone);
    }

    public Task DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task Change_WithTheOldOne_IsKeptAndAudited_AndEndsOtherSignIns()
    {
        var stamp = (await UserAsync()).SecurityStamp;

        Assert.True((await ChangeAsync(Password, Other)).IsDone);

        Assert.NotEqual(stamp, (await UserAsync()).SecurityStamp);
        Assert.False(await OpensAsync(Password));
        Assert.True(await OpensAsync(Other));
        Assert.Single(await _people.AuditAsync(), x => x is { Actor: "vic", Action: "user.password", Target: "vic", Detail: "the own one" });
    }

    [Fact]
    public async Task Change_TooShort_SaysSoAndNothingIsKept()
    {
        var refused = Assert.Single((await ChangeAsync(Password, "short")).Errors);
        Assert.Equal(("password", "The password must have at least 10 characters."), (refused.Field, refused.Text));
        Assert.True(await OpensAsync(Password));
        Assert.DoesNotContain(await _people.AuditAsync(), x => x.Action == "user.password");
    }

    [Fact]
    public async Task Change_WrongOnes_AreRefusedAndLock()
    {
        for (var i = 0; i < 5; i++) Assert.Equal("current", Assert.Single((await ChangeAsync("wrong", Other)).Errors).Field);

        Assert.Equal("current", Assert.Single((await ChangeAsync(Password, Other)).Errors).Field);

        var audit = await _people.AuditAsync();
        Assert.Single(audit, x => x is { Action: "sign-in.locked", Target: "vic" });
        Assert.Equal(5, audit.Count(x => x is { Action: "sign-in.failed", Target: "vic" } && x.Detail!.Contains("wrong password", StringComparison.Ordinal)));
        Assert.DoesNotContain(audit, x => x.Action == "user.password");
    }

    [Fact]
    public async Task Change_WhileLocked_AuditSaysThatNobodyLookedAtThePassword()
    {
        await using (var scope = _people.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>();
            await users.SetLockoutEndDateAsync((await users.FindByNameAsync("vic"))!, DateTimeOffset.MaxValue);
        }

        Assert.Equal("current", Assert.Single((await ChangeAsync(Password, Other)).Errors).Field);

        Assert.StartsWith("locked out", Assert.Single(await _people.AuditAsync(), x => x.Action == "sign-in.failed").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_OfWhoComesBySingleSignOn_SaysThatThereIsNone()
    {
        await using (var scope = _people.Services.CreateAsyncScope())
            Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>().CreateAsync(new SupervisorUser { UserName = "eve" })).Succeeded);

        Assert.Contains("single sign-on", Assert.Single((await ChangeAsync("any", Other, "eve")).Errors).Text, StringComparison.Ordinal);
    }

    private async Task<Outcome> ChangeAsync(string current, string chosen, string name = "vic")
    {
        await using var scope = _people.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>().FindByNameAsync(name);
        var person = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user!.Id), new Claim(ClaimTypes.Name, name)], "cookie"));
        return await scope.ServiceProvider.GetRequiredService<OwnPassword>().ChangeAsync(person, current, chosen, null, default);
    }

    private async Task<bool> OpensAsync(string password)
    {
        await using var scope = _people.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>();
        return await users.CheckPasswordAsync((await users.FindByNameAsync("vic"))!, password);
    }

    private async Task<SupervisorUser> UserAsync()
    {
        await using var scope = _people.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>().FindByNameAsync("vic"))!;
    }
}
