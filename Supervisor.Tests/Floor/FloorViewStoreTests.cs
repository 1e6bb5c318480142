using System.Security.Claims;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Security;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Features.FloorViews;

namespace Supervisor.Tests.Floor;

public sealed class FloorViewStoreTests : IAsyncLifetime
{
    private static readonly ClaimsPrincipal Sue = Person("sue", "supervisor");
    private static readonly ClaimsPrincipal Vic = Person("vic", "viewer");
    private static readonly ClaimsPrincipal Ann = Person("ann", "admin");
    private static readonly ClaimsPrincipal Max = Person("max", "manager");
    private static readonly FloorChoice Resting = FloorChoice.Plain with { Filter = FloorFilter.None.Click(AgentState.Rest, add: false) };
    private readonly PeopleFixture _people = new();

    private IFloorViews Views => _people.Get<IFloorViews>();

    public Task InitializeAsync() => _people.InitializeAsync();

    public Task DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task AddAsync_View_ComesBackAsItWas()
    {
        var layout = FloorLayout.Default.With(isCompact: true);
        Assert.True((await Views.AddAsync(Sue, " Breaks ", Resting, layout, default)).IsDone);
        var view = Assert.Single((await Views.LoadAsync(Sue, default)).Views);
        Assert.Equal(("Breaks", true, false, "?state=rest"), (view.Name, view.IsOwn, view.IsShared, view.Choice.ToQuery()));
        Assert.True(view.Layout.IsSame(layout));
        Assert.Empty((await Views.LoadAsync(Vic, default)).Views);
        Assert.Equal(OutcomeKind.Invalid, (await Views.AddAsync(Sue, "breaks", Resting, layout, default)).Kind);
        Assert.Equal(OutcomeKind.Invalid, (await Views.AddAsync(Sue, " ", Resting, layout, default)).Kind);
        Assert.True((await Views.AddAsync(Vic, "Breaks", Resting, layout, default)).IsDone);
        Assert.DoesNotContain(await _people.AuditAsync(), entry => entry.Action.StartsWith("view.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ShareAsync_View_OthersSeeItAndOnlyItsOwnerChangesIt()
    {
        var id = await AddAsync(Sue);
        Assert.True((await Views.ShareAsync(Sue, id, true, default)).IsDone);
        var seen = Assert.Single((await Views.LoadAsync(Vic, default)).Views);
        Assert.Equal((false, "sue"), (seen.IsOwn, seen.Owner));
        Assert.Equal(OutcomeKind.Forbidden, (await Views.RenameAsync(Vic, id, "Mine", default)).Kind);
        Assert.Equal(OutcomeKind.Forbidden, (await Views.ReplaceAsync(Ann, id, FloorChoice.Plain, FloorLayout.Default, default)).Kind);
        Assert.Equal(OutcomeKind.Forbidden, (await Views.RemoveAsync(Vic, id, default)).Kind);
        Assert.True((await Views.RemoveAsync(Ann, id, default)).IsDone);
        Assert.Equal(["view.share", "view.remove"], (await _people.AuditAsync()).Where(entry => entry.Action.StartsWith("view.", StringComparison.Ordinal)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task Views_OfViewer_ArePrivate()
    {
        var id = await AddAsync(Vic);
        Assert.Equal(OutcomeKind.Forbidden, (await Views.ShareAsync(Vic, id, true, default)).Kind);
        Assert.Equal(OutcomeKind.Forbidden, (await Views.SetRoleDefaultAsync(Vic, id, "viewer", true, default)).Kind);
        Assert.Equal(OutcomeKind.NotFound, (await Views.RenameAsync(Sue, id, "Mine", default)).Kind);
    }

    [Fact]
    public async Task Opening_OwnDefaultThenRoleThenNone()
    {
        Assert.Null((await Views.LoadAsync(Vic, default)).Opening);
        var first = await AddAsync(Sue, "First");
        var second = await AddAsync(Sue, "Second");
        Assert.True((await Views.SetRoleDefaultAsync(Sue, first, "viewer", true, default)).IsDone);
        Assert.Equal("First", (await Views.LoadAsync(Vic, default)).Opening!.Name);
        Assert.True((await Views.SetRoleDefaultAsync(Ann, first, "viewer", false, default)).IsDone);
        await Views.SetRoleDefaultAsync(Sue, second, "viewer", true, default);
        await Views.SetRoleDefaultAsync(Sue, second, "supervisor", true, default);
        Assert.Equal("Second", (await Views.LoadAsync(Vic, default)).Opening!.Name);
        Assert.Equal(OutcomeKind.Invalid, (await Views.ShareAsync(Sue, second, false, default)).Kind);

        var own = await AddAsync(Vic, "Own");
        Assert.True((await Views.SetOwnDefaultAsync(Vic, own, default)).IsDone);
        Assert.Equal("Own", (await Views.LoadAsync(Vic, default)).Opening!.Name);
        Assert.True((await Views.RemoveAsync(Vic, own, default)).IsDone);
        Assert.Equal("Second", (await Views.LoadAsync(Vic, default)).Opening!.Name);
    }

    [Fact]
    public async Task KeepLayoutAsync_Columns_AreKeptPerPerson()
    {
        var layout = FloorLayout.Default.With(isCompact: true);
        Assert.True((await Views.KeepLayoutAsync(Sue, layout, null, default)).IsDone);
        Assert.True((await Views.LoadAsync(Sue, default)).Layout!.IsSame(layout));
        Assert.Null((await Views.LoadAsync(Vic, default)).Layout);
        Assert.True((await Views.KeepLayoutAsync(Sue, null, null, default)).IsDone);
        Assert.Null((await Views.LoadAsync(Sue, default)).Layout);
    }

    [Fact]
    public async Task Everything_SomebodyWithoutTheFloor_IsForbidden()
    {
        Assert.Equal(OutcomeKind.Forbidden, (await Views.AddAsync(Max, "x", Resting, FloorLayout.Default, default)).Kind);
        Assert.Equal(OutcomeKind.Forbidden, (await Views.KeepLayoutAsync(Max, null, null, default)).Kind);
        Assert.Same(FloorHabits.None, await Views.LoadAsync(Max, default));
    }

    private static ClaimsPrincipal Person(string name, string role) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, name), new(ClaimTypes.NameIdentifier, "id-" + name), new(ClaimTypes.Role, role)], "test"));

    private async Task<int> AddAsync(ClaimsPrincipal person, string name = "Breaks")
    {
        Assert.True((await Views.AddAsync(person, name, Resting, FloorLayout.Default, default)).IsDone);
        return (await Views.LoadAsync(person, default)).Views.Single(view => view.IsOwn && view.Name == name).Id;
    }
}
