using System.Globalization;
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

    [Theory]
    [InlineData("ann")]
    [InlineData("bob")]
    [InlineData("locked")]
    [InlineData("external")]
    [InlineData("nobody")]
    public async Task SignIn_Refused_CostsOneHashWhoeverItIs(string name)
    {
        await _people.Get<UserCommands>().SetEnabledAsync("bob", false, PeopleFixture.Admin, default);
        await AddAsync(new SupervisorUser { UserName = "external" });
        await AddAsync(new SupervisorUser { UserName = "locked", PasswordHash = "any", LockoutEnd = TimeProvider.System.GetUtcNow().AddHours(1) });
        var hasher = new CountingHasher();

        Assert.False(await SignInAsync(name, hasher));

        Assert.Equal(1, hasher.Hashes);
    }

    [Fact]
    public async Task SignIn_ManyGuessesAtOnce_FiveAreCompared()
    {
        var hasher = new CountingHasher();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => SignInAsync("bob", hasher))));

        Assert.DoesNotContain(true, answers);
        Assert.Equal((5, 40), (hasher.Compared, hasher.Hashes));
        Assert.Single(await _people.AuditAsync(), x => x is { Action: "sign-in.locked", Target: "bob" });
    }

    [Fact]
    public async Task Turns_SameName_OneAtATimeAlsoAfterAFault()
    {
        var turns = new PasswordTurns();
        var (first, second) = (new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously), false);
        var held = turns.TakeAsync("BOB", () => first.Task, default);
        var waiting = turns.TakeAsync("BOB", () => Task.FromResult(second = true), default);
        Assert.False(second);

        first.SetResult(1);
        Assert.True(await waiting);
        await Assert.ThrowsAsync<InvalidOperationException>(() => turns.TakeAsync<int>("BOB", () => throw new InvalidOperationException(), default));
        Assert.Equal((1, 2), (await held, await turns.TakeAsync("BOB", () => Task.FromResult(2), default)));
    }

    private async Task AddAsync(SupervisorUser user)
    {
        await using var scope = _people.Services.CreateAsyncScope();
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>().CreateAsync(user)).Succeeded);
    }

    private async Task<bool> SignInAsync(string name, CountingHasher hasher)
    {
        await using var scope = _people.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>().PasswordHasher = hasher;
        return await scope.ServiceProvider.GetRequiredService<PasswordSignIn>().TryAsync(name, "wrong", null, default);
    }

    private async Task<SignInResult> TryAsync(string name, string password)
    {
        await using var scope = _people.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<SupervisorUser>>();
        return await signIn.CheckPasswordSignInAsync((await signIn.UserManager.FindByNameAsync(name))!, password, lockoutOnFailure: true);
    }

    /// <summary>Takes every password for a wrong one.</summary>
    private sealed class CountingHasher : IPasswordHasher<SupervisorUser>
    {
        private int _made;
        private int _compared;

        public int Compared => _compared;

        public int Hashes => _made + _compared;

        public string HashPassword(SupervisorUser user, string password) => Interlocked.Increment(ref _made).ToString(CultureInfo.InvariantCulture);

        public PasswordVerificationResult VerifyHashedPassword(SupervisorUser user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _compared);
            return PasswordVerificationResult.Failed;
        }
    }
}
