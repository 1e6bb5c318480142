using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Identity;
using Supervisor.Web.Metering;

namespace Supervisor.Web.Security;

/// <summary>Tries of people to sign in, counted. Names that nobody has do not come so far.</summary>
internal sealed class SignInMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _signIns = meters.Own().CreateCounter<long>("supervisor.user_sign_ins", "{sign-in}", "Passwords of people that were checked since start, by how that ended.");

    /// <summary>A password was checked.</summary>
    public SignInResult Checked(SignInResult result)
    {
        _signIns.Add(1, new KeyValuePair<string, object?>("answer", result.Succeeded ? "ok" : result.IsLockedOut ? "locked" : "refused"));
        return result;
    }
}
