namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>Why somebody who came by single sign-on was not let in.</summary>
public enum SingleSignOnRefusal
{
    /// <summary>Something does not fit: an old page, another browser, a refused code.</summary>
    Failed,

    /// <summary>The provider's proof of who it is does not hold: an id_token that is of another sign-in, for somebody else, too old or not the provider's.</summary>
    Proof,

    /// <summary>The provider, or the person there, said no.</summary>
    Denied,

    /// <summary>The provider cannot be reached.</summary>
    Unreachable,

    /// <summary>None of the claims gives a role here.</summary>
    NoRole,

    /// <summary>Disabled here.</summary>
    Disabled,

    /// <summary>The name belongs to another account here, or cannot be a user name.</summary>
    Name,
}
