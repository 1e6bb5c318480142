using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;

namespace Supervisor.Web.Alerts;

/// <summary>Configuration section <c>Alerts:Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>Mail server; null for no mail.</summary>
    public string? Host { get; set; }

    /// <summary>Its port, 1 to 65,535. Default 587.</summary>
    public int Port { get; set; } = 587;

    /// <summary>User there; null where none is needed.</summary>
    public string? User { get; set; }

    /// <summary>Password of the user.</summary>
    public string? Password { get; set; }

    /// <summary>Address of the sender.</summary>
    public string? From { get; set; }

    /// <summary>Asks for STARTTLS, and sends nothing without. Default true.</summary>
    public bool Tls { get; set; } = true;

    /// <summary>True where mail can go out.</summary>
    [MemberNotNullWhen(true, nameof(Host), nameof(From))]
    public bool IsConfigured => Host is { Length: > 0 } && From is { Length: > 0 };

    internal IEnumerable<(string Key, string Error)> Errors()
    {
        if (Port is < 1 or > 65_535) yield return (nameof(Port), "must be 1 to 65535");
        if (Host is not { Length: > 0 })
        {
            if (From is { Length: > 0 } || User is { Length: > 0 } || Password is { Length: > 0 }) yield return (nameof(Host), "is needed where the other values of Alerts:Mail are given");
            yield break;
        }

        if (Uri.CheckHostName(Host) == UriHostNameType.Unknown) yield return (nameof(Host), "must be the name or address of a machine");
        if (From is not { Length: > 0 }) yield return (nameof(From), "is needed: the address of the sender");
        else if (!IsAddress(From)) yield return (nameof(From), $"'{From}' is not a mail address");
        if (Password is { Length: > 0 } && User is not { Length: > 0 }) yield return (nameof(User), "is needed where a password is given");
        if (User is { Length: > 0 } && Password is not { Length: > 0 }) yield return (nameof(Password), "is needed where a user is given");
        if (User is { Length: > 0 } && !Tls && !IsLoopback(Host)) yield return (nameof(Tls), "must be true where a password is sent");
    }

    /// <summary>True for a plain address, without a name and without anything that could become a header.</summary>
    internal static bool IsAddress(string text) =>
        text.Length <= 254 && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is ',' or ';' or '<' or '>') && MailAddress.TryCreate(text, out var address) && address.Address == text;

    private static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address));
}
