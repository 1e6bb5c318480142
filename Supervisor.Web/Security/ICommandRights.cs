using System.Security.Claims;

namespace Supervisor.Web.Security;

/// <summary>What somebody on an open page may do at this moment. The claims of a circuit are those of its beginning, and a circuit is looked at once in <c>Security:RevalidateSeconds</c>: time enough to make an admin of somebody else.</summary>
public interface ICommandRights
{
    /// <summary>The same person, with the roles that came with the page, or with none where those do not hold any more. Ask at each command.</summary>
    Task<ClaimsPrincipal> NowAsync(ClaimsPrincipal user, CancellationToken cancellationToken);
}
