using Microsoft.AspNetCore.Identity;

namespace Supervisor.Web.Persistence.Entities;

/// <summary>A person who signs in.</summary>
public sealed class SupervisorUser : IdentityUser
{
    /// <summary>False: may not sign in, and open pages end.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Code of the language that the person has chosen: <c>zh-Hans</c>. Null: the browser's wish counts.</summary>
    public string? Language { get; set; }
}
