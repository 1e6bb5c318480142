using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Tests.Support;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Tokens;
using Supervisor.Web.Features.Users;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

/// <summary>What is open when a right is taken away ends within two minutes, by a clock that the test advances.</summary>
public sealed class RevalidationTests : IAsyncLifetime
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(2);

    private readonly ManualTimeProvider _time = new();
    private readonly PeopleFixture _people;

    public RevalidationTests() => _people = new PeopleFixture { Time = _time };

    public async Task InitializeAsync()
    {
        await _people.InitializeAsync();
        Assert.True((await _people.Get<UserCommands>().AddAsync("bob", [Roles.Viewer, Roles.Manager], "correct horse battery", PeopleFixture.Admin, default)).IsDone);
    }

    public Task DisposeAsync() => _people.DisposeAsync();

    [Theory]
    [InlineData("role")]
    [InlineData("disabled")]
    [InlineData("single sign-on too long ago")]
    public async Task OpenPage_RightTakenAway_IsSignedOutWithinTwoMinutes(string how)
    {
        await using var circuit = _people.Services.CreateAsyncScope();
        var state = Open(circuit, await PrincipalAsync("bob"));
        _time.Advance(Most);
        await WaitsAsync();
        Assert.True(await IsSignedInAsync(state));

        await TakeAwayAsync(how);
        _time.Advance(Most);

        await Eventually.IsTrueAsync(() => IsSignedOutAsync(state), "the page is signed out");
    }

    [Theory]
    [InlineData("role")]
    [InlineData("disabled")]
    [InlineData("single sign-on too long ago")]
    public async Task Command_RightTakenAwayAMomentAgo_IsThatOfSomebodyWithoutRoles(string how)
    {
        var (rights, bob) = (_people.Get<ICommandRights>(), await PrincipalAsync("bob"));
        Assert.True(Actor.From(await rights.NowAsync(bob, default)).MayReadHistory);

        await TakeAwayAsync(how);
        _time.Advance(TimeSpan.FromSeconds(1));

        var now = await rights.NowAsync(bob, default);
        Assert.Equal(new Actor("bob", false), Actor.From(now));
        Assert.False(now.IsInRole(Roles.Viewer));
    }

    [Fact]
    public async Task Command_StoreCannotBeRead_IsThatOfThePersonOnThePage()
    {
        var bob = await PrincipalAsync("bob");
        await ExecuteAsync("""ALTER TABLE "AspNetUsers" RENAME TO "Away" """);

        Assert.Same(bob, await _people.Get<ICommandRights>().NowAsync(bob, default));
    }

    [Fact]
    public async Task OpenPage_StoreCannotBeRead_StaysAndIsAskedAgain()
    {
        await using var circuit = _people.Services.CreateAsyncScope();
        var state = Open(circuit, await PrincipalAsync("bob"));
        await ExecuteAsync("""ALTER TABLE "AspNetUsers" RENAME TO "Away" """);
        _time.Advance(TimeSpan.FromMinutes(1));
        await WaitsAsync();
        Assert.True(await IsSignedInAsync(state));
        Assert.Contains("Whether an open page may stay cannot be asked", _people.Logs.Text, StringComparison.Ordinal);

        await ExecuteAsync("""ALTER TABLE "Away" RENAME TO "AspNetUsers" """);
        await TakeAwayAsync("disabled");
        _time.Advance(Most);
        await Eventually.IsTrueAsync(() => IsSignedOutAsync(state), "the page is signed out");
    }

    [Fact]
    public async Task OpenPage_Closed_AsksNoMore()
    {
        await using (var circuit = _people.Services.CreateAsyncScope()) Open(circuit, await PrincipalAsync("bob"));

        await Eventually.IsTrueAsync(() => _time.ArmedTimers == 0, "nothing waits any more");
    }

    [Theory]
    [InlineData("role")]
    [InlineData("disabled")]
    [InlineData("token")]
    public async Task HubConnection_RightTakenAway_IsCutWithinTwoMinutesAndTheOthersStay(string how)
    {
        await _people.Get<TokenCommands>().AddAsync("wall", Roles.Viewer, PeopleFixture.Admin, default);
        await _people.Get<TokenCommands>().AddAsync("other", Roles.Viewer, PeopleFixture.Admin, default);
        using var connections = new HubConnections(_people.Get<StandingCheck>(), Options.Create(new SecurityOptions()), _time, NullLogger<HubConnections>.Instance);
        var (person, token, other) = (new FakeCaller(await PrincipalAsync("bob")), new FakeCaller(Token("wall")), new FakeCaller(Token("other")));
        foreach (var one in (FakeCaller[])[person, token, other]) connections.Add(one);
        await connections.StartAsync(default);
        await WaitsAsync();

        await TakeAwayAsync(how);
        _time.Advance(Most);

        await Eventually.IsTrueAsync(() => (how == "token" ? token : person).IsCut, "the connection is cut");
        Assert.False(other.IsCut);
        await connections.StopAsync(default);
    }

    [Theory]
    [InlineData("role")]
    [InlineData("disabled")]
    [InlineData("single sign-on too long ago")]
    public async Task PageConnection_RightTakenAwayAndTheBrowserStays_IsCutSecondsAfterItWasSignedOut(string how)
    {
        await using var circuit = _people.Services.CreateAsyncScope();
        var connection = new FakeCaller(await PrincipalAsync("bob"));
        await ConnectAsync(connection);
        var state = Open(circuit, connection.User!);
        _time.Advance(Most);
        await WaitsAsync(2);

        await TakeAwayAsync(how);
        _time.Advance(TimeSpan.FromMinutes(1));

        await Eventually.IsTrueAsync(() => IsSignedOutAsync(state), "the page is signed out");
        await WaitsAsync();
        Assert.False(connection.IsCut);
        _time.Advance(CircuitCut.ToLeave);
        await Eventually.IsTrueAsync(() => connection.IsCut, "the connection is cut");
        Assert.Contains("An open page of bob is cut", _people.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageConnection_UserMayStayOrStoreCannotBeRead_IsNeverCut()
    {
        var connection = new FakeCaller(await PrincipalAsync("bob"));
        await ConnectAsync(connection);
        await LookAsync();

        await ExecuteAsync("""ALTER TABLE "AspNetUsers" RENAME TO "Away" """);
        await LookAsync();
        await LookAsync();

        Assert.False(connection.IsCut);
        Assert.Contains("Whether an open page may stay cannot be asked", _people.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageConnection_LeftByItself_IsNotCut()
    {
        using var closed = new CancellationTokenSource();
        var connection = new FakeCaller(await PrincipalAsync("bob"), closed.Token);
        await ConnectAsync(connection);
        await TakeAwayAsync("disabled");
        await LookAsync();

        await closed.CancelAsync();

        await Eventually.IsTrueAsync(() => _time.ArmedTimers == 0, "nothing waits any more");
        _time.Advance(Most);
        Assert.False(connection.IsCut);
    }

    [Fact]
    public async Task OpenPages_OfASignInThatEnds_AreSignedOutAtOnceAndCut_OtherSignInsOfThePersonStay()
    {
        await using var circuit = _people.Services.CreateAsyncScope();
        await using var elsewhere = _people.Services.CreateAsyncScope();
        var (here, there) = (new FakeCaller(await PrincipalAsync("bob", EndedSignIns.Begin(null))), new FakeCaller(await PrincipalAsync("bob", EndedSignIns.Begin(null))));
        foreach (var one in (FakeCaller[])[here, there]) await ConnectAsync(one);
        var (page, other) = (Open(circuit, here.User!), Open(elsewhere, there.User!));
        await WaitsAsync(4);

        _people.Get<EndedSignIns>().End(here.User!);

        await Eventually.IsTrueAsync(() => IsSignedOutAsync(page), "the page is signed out, by no clock");
        await Eventually.IsTrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return here.IsCut;
            },
            "the connection is cut");
        _time.Advance(Most);
        await WaitsAsync(2);
        Assert.True(await IsSignedInAsync(other));
        Assert.False(there.IsCut);
    }

    [Fact]
    public async Task Cookie_ReadAnewFromTheStore_KeepsItsSignIn()
    {
        var (before, after) = (await PrincipalAsync("bob", EndedSignIns.Begin(null)), await PrincipalAsync("bob"));

        await _people.Get<IOptions<SecurityStampValidatorOptions>>().Value.OnRefreshingPrincipal!(new SecurityStampRefreshingPrincipalContext { CurrentPrincipal = before, NewPrincipal = after });

        Assert.NotNull(EndedSignIns.NameOf(after));
        Assert.Equal(EndedSignIns.NameOf(before), EndedSignIns.NameOf(after));
    }

    private Task ConnectAsync(FakeCaller connection) =>
        _people.Get<CircuitCut>().OnConnectedAsync(new HubLifetimeContext(connection, _people.Services, new AnyHub()), _ => Task.CompletedTask);

    /// <summary>Advances to the next look and waits until it was taken.</summary>
    private async Task LookAsync()
    {
        await WaitsAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        await WaitsAsync();
    }

    private static AuthenticationStateProvider Open(AsyncServiceScope circuit, ClaimsPrincipal user)
    {
        var state = circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        ((IHostEnvironmentAuthenticationStateProvider)state).SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
        return state;
    }

    private static ClaimsPrincipal Token(string name) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, ApiTokenHandler.NamePrefix + name), new Claim(ClaimTypes.Role, Roles.Viewer)], ApiTokenHandler.SchemeName));

    private static async Task<bool> IsSignedInAsync(AuthenticationStateProvider state) => (await state.GetAuthenticationStateAsync()).User.Identity is { IsAuthenticated: true };

    private static async Task<bool> IsSignedOutAsync(AuthenticationStateProvider state) => !await IsSignedInAsync(state);

    private Task WaitsAsync(int timers = 1) => Eventually.IsTrueAsync(() => _time.ArmedTimers >= timers, "somebody waits for the clock");

    private async Task TakeAwayAsync(string how)
    {
        var users = _people.Get<UserCommands>();
        var outcome = how switch
        {
            "role" => await users.SetRolesAsync("bob", [Roles.Manager], PeopleFixture.Admin, default),
            "disabled" => await users.SetEnabledAsync("bob", false, PeopleFixture.Admin, default),
            "token" => await _people.Get<TokenCommands>().RevokeAsync("wall", PeopleFixture.Admin, default),
            _ => await ExecuteAsync($"""UPDATE "AspNetUsers" SET "RolesGoodUntil" = {_time.GetUtcNow().UtcTicks + 1}"""),
        };
        Assert.True(outcome.IsDone);
    }

    private async Task<Outcome> ExecuteAsync(string sql)
    {
        await using var db = await _people.OpenAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
        return Outcome.Done;
    }

    private async Task<ClaimsPrincipal> PrincipalAsync(string name, Claim? signIn = null)
    {
        await using var scope = _people.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>();
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<SupervisorUser>>().CreateAsync((await users.FindByNameAsync(name))!);
        if (signIn is not null) principal.Identities.First().AddClaim(signIn);
        return principal;
    }

    private sealed class AnyHub : Hub;
}
