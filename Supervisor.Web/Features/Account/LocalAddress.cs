namespace Supervisor.Web.Features.Account;

/// <summary>Where to go after signing in: only ever to a page of this app.</summary>
internal static class LocalAddress
{
    /// <summary><paramref name="address"/> where it is a path of this app, else <paramref name="otherwise"/>.</summary>
    public static string Or(string? address, string otherwise) =>
        address is ['/'] or ['/', not ('/' or '\\'), ..] && !address.Any(char.IsControl) ? address : otherwise;
}
