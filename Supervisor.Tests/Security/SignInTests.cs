using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Web.Features.Users;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

public sealed class SignInTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private readonly PeopleFixture _people = new();

    public async Task InitializeAsync()
    {
        await _people.InitializeAsync();
        Assert.True((await _people.Get<UserCommands>().AddAsync("ann", [Roles.Admin], Password, PeopleFixture.Admin, default)).IsDone);
        Assert.True((await _people.Get<UserCommands>().AddAsync("bob", [Roles.Viewer], Password, PeopleFixture.Admin, default)).IsDone);
    }

    public Task DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task CheckPassword_FiveWrong_LocksOutUntilANewPassword()
    {
        for (var i = 0; i < 4; i++) Assert.False((await TryAsync("bob", "wrong")).IsLockedOut);
        Assert.True((await TryAsync("bob", "wrong")).IsLockedOut);
        Assert.True((await TryAsync("bob", Password)).IsLockedOut);
        Assert.NotNull((await _people.Get<UserQueries>().AllAsync(default)).Single(x => x.Name == "bob").LockedUntil);

        await _people.Get<UserCommands>().SetPasswordAsync("bob", Password + "2", PeopleFixture.Admin, default);
        Assert.True((await TryAsync("bob", Password + "2")).Succeeded);
    }

    [Fact]
    public async Task CheckPassword_Disabled_IsNotAllowed()
    {
        Assert.True((await TryAsync("bob", Password)).Succeeded);

        await _people.Get<UserCommands>().SetEnabledAsync("bob", false, PeopleFixture.Admin, default);

        Assert.True((await TryAsync("bob", Password)).IsNotAllowed);
    }

    private async Task<SignInResult> TryAsync(string name, string password)
    {
        await using var scope = _people.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<SupervisorUser>>();
        return await signIn.CheckPasswordSignInAsync((await signIn.UserManager.FindByNameAsync(name))!, password, lockoutOnFailure: true);
    }
}
