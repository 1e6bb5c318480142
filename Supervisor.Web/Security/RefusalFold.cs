using System.Net;
using System.Net.Sockets;

namespace Supervisor.Web.Security;

/// <summary>
/// Says which refusals are written down one by one and which are only counted, so that nobody who guesses can fill the audit. Each address has some lines to begin with and gets one back every few minutes; what is
/// over that is told as one line, soon after it has ended and hourly while it goes on. Not safe for threads: its owner locks.
/// </summary>
internal sealed class RefusalFold
{
    /// <summary>Lines of one address before they are folded.</summary>
    public const int Lines = 5;

    /// <summary>Addresses that are told apart; those beyond share what one has.</summary>
    public const int MostAddresses = 1000;

    /// <summary>After so long an address has one line more.</summary>
    public static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);

    /// <summary>Without another refusal for so long, what was folded is told.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    /// <summary>Told in between while it goes on.</summary>
    public static readonly TimeSpan Meanwhile = TimeSpan.FromHours(1);

    private readonly Dictionary<(string Action, string Source), Account> _accounts = [];

    /// <summary>True where this refusal deserves a line of its own; else it is counted.</summary>
    public bool Admit(string action, IPAddress? address, DateTimeOffset now)
    {
        var account = Of(action, address, now);
        var gained = (int)Math.Min(Lines, (now - account.FilledAt) / Refill);
        if (gained > 0) (account.Left, account.FilledAt) = (Math.Min(Lines, account.Left + gained), account.FilledAt + (gained * Refill));
        account.LastAt = now;
        if (account.Left > 0)
        {
            account.Left--;
            return true;
        }

        if (account.Folded++ == 0) account.FoldedFrom = now;
        return false;
    }

    /// <summary>What is to be told now, or everything when the app stops; counted from nothing again afterwards.</summary>
    public IReadOnlyList<FoldedRefusals> Take(DateTimeOffset now, bool everything = false)
    {
        var due = new List<FoldedRefusals>();
        foreach (var (key, account) in _accounts)
        {
            if (account.Folded > 0 && (everything || now - account.LastAt >= Quiet || now - account.FoldedFrom >= Meanwhile))
            {
                due.Add(new FoldedRefusals(key.Action, key.Source, account.Folded, account.FoldedFrom, account.LastAt));
                account.Folded = 0;
            }

            // an address that has all its lines again is like one that was never here
            if (account.Folded == 0 && now - account.LastAt >= Refill * Lines) _accounts.Remove(key);
        }

        return due;
    }

    /// <summary>How an address is told, and counted wherever guesses are: a whole /64 is one household of IPv6, and one machine in it has as many addresses as it likes.</summary>
    internal static string Source(IPAddress? address)
    {
        if (address is null) return "an unknown address";
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4().ToString();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address)) return address.ToString();
        return $"{new IPAddress([.. address.GetAddressBytes()[..8], 0, 0, 0, 0, 0, 0, 0, 0])}/64";
    }

    private Account Of(string action, IPAddress? address, DateTimeOffset now)
    {
        var key = (action, Source(address));
        if (_accounts.TryGetValue(key, out var known)) return known;
        if (_accounts.Count < MostAddresses) return _accounts[key] = new Account { FilledAt = now };
        key = (action, "other addresses");
        return _accounts.TryGetValue(key, out known) ? known : _accounts[key] = new Account { FilledAt = now };
    }

    private sealed class Account
    {
        public int Left { get; set; } = Lines;

        public DateTimeOffset FilledAt { get; set; }

        public DateTimeOffset LastAt { get; set; }

        public int Folded { get; set; }

        public DateTimeOffset FoldedFrom { get; set; }
    }
}
