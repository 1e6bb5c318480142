using Microsoft.AspNetCore.Identity;

namespace Supervisor.Web.Persistence.Entities;

/// <summary>A person who signs in.</summary>
public sealed class SupervisorUser : IdentityUser
{
    /// <summary>False: may not sign in, and open pages end.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Until when the roles hold that the single sign-on gave (UTC); then it has to be asked again. Null for a local user, whose roles are given here.</summary>
    public DateTimeOffset? RolesGoodUntil { get; set; }

    /// <summary>Code of the language that the person has chosen: <c>zh-Hans</c>. Null: the browser's wish counts.</summary>
    public string? Language { get; set; }

    /// <summary>Comes from the single sign-on: has no password here, and no roles that are given here.</summary>
    public bool IsExternal() => RolesGoodUntil is not null;

    /// <summary>Who is in may stay in.</summary>
    public bool MayStay(DateTimeOffset now) => Enabled && (RolesGoodUntil is not { } until || now < until);
}
