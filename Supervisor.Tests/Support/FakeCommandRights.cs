using System.Security.Claims;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Support;

/// <summary>Roles hold until a test takes them away, behind the back of the open page.</summary>
internal sealed class FakeCommandRights : ICommandRights
{
    public bool Hold { get; set; } = true;

    public Task<ClaimsPrincipal> NowAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
        Task.FromResult(Hold ? user : new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user.Identity?.Name ?? "")], "test")));
}
