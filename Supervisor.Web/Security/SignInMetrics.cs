using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Identity;
using Supervisor.Web.Metering;

namespace Supervisor.Web.Security;

/// <summary>Tries to come in, counted: those that end at a password, and all that were refused.</summary>
internal sealed class SignInMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _signIns = meters.Own().CreateCounter<long>("supervisor.user_sign_ins", "{sign-in}", "Passwords of people that were checked since start, by how that ended.");

    private readonly Counter<long> _refused = meters.Own().CreateCounter<long>("supervisor.refusals", "{try}",
        "Tries to come in that were refused since start: sign-ins of people (unknown names too), tokens of programs, and tries beyond the limit of an address.");

    /// <summary>Somebody was not let in.</summary>
    /// <param name="cause"><c>sign-in</c>, <c>token</c> or <c>limit</c>; never a name.</param>
    public void Refused(string cause) => _refused.Add(1, new KeyValuePair<string, object?>("cause", cause));

    /// <summary>A password was checked.</summary>
    public SignInResult Checked(SignInResult result)
    {
        _signIns.Add(1, new KeyValuePair<string, object?>("answer", result.Succeeded ? "ok" : result.IsLockedOut ? "locked" : "refused"));
        return result;
    }
}
