namespace Supervisor.Web.Gateway;

/// <summary>Which media servers an agent was signed in to (seed text "Signing In", table 6, mediatype).</summary>
/// <param name="Cti">CTI Server: without it no voice.</param>
/// <param name="WebM">WebM: without it no text chat.</param>
/// <param name="MailM">MailM: no gateway signs in to it today.</param>
public sealed record MediaServers(bool Cti, bool WebM, bool MailM)
{
    /// <summary>Reads three letters T or F, e.g. <c>TTF</c>; null for anything else.</summary>
    internal static MediaServers? Read(string letters) =>
        letters.Length == 3 && letters.All(letter => letter is 'T' or 'F') ? new MediaServers(letters[0] == 'T', letters[1] == 'T', letters[2] == 'T') : null;
}
