using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

public sealed class PolicyTests(PeopleFixture people) : IClassFixture<PeopleFixture>
{
    [Theory]
    [InlineData(Roles.Admin, true, false, false, true)]
    [InlineData(Roles.Supervisor, true, true, false, false)]
    [InlineData(Roles.Manager, false, false, true, false)]
    [InlineData(Roles.Viewer, true, false, false, false)]
    [InlineData(null, false, false, false, false)]
    public async Task AuthorizeAsync_EachRole_GivesOnlyItsOwnPolicies(string? role, bool floor, bool conversations, bool history, bool administration)
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity(role is null ? [] : [new Claim(ClaimTypes.Role, role)], "test"));
        var authorization = people.Get<IAuthorizationService>();

        Assert.Equal(floor, (await authorization.AuthorizeAsync(user, Policies.Floor)).Succeeded);
        Assert.Equal(conversations, (await authorization.AuthorizeAsync(user, Policies.Conversations)).Succeeded);
        Assert.Equal(history, (await authorization.AuthorizeAsync(user, Policies.History)).Succeeded);
        Assert.Equal(administration, (await authorization.AuthorizeAsync(user, Policies.Administration)).Succeeded);
        Assert.Equal(administration, Actor.From(user).MayAdminister);
        // only supervisors act
        Assert.Equal(conversations, (await authorization.AuthorizeAsync(user, Policies.Act)).Succeeded);
        Assert.Equal(conversations, Actor.From(user).MayAct);
    }
}
