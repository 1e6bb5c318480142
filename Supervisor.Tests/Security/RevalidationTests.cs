using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http.Features;
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

    private Task WaitsAsync() => Eventually.IsTrueAsync(() => _time.ArmedTimers > 0, "somebody waits for the clock");

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

    private async Task<ClaimsPrincipal> PrincipalAsync(string name)
    {
        await using var scope = _people.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>();
        return await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<SupervisorUser>>().CreateAsync((await users.FindByNameAsync(name))!);
    }

    private sealed class FakeCaller(ClaimsPrincipal user) : HubCallerContext
    {
        private volatile bool _cut;

        public bool IsCut => _cut;

        public override string ConnectionId { get; } = Guid.NewGuid().ToString();

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal? User => user;

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => default;

        public override void Abort() => _cut = true;
    }
}
