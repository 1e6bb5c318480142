using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Scheduling;

namespace Supervisor.Simulator.Configuration;

/// <summary>The GUIDs of configuration logins. Each is good for a fixed time from the login on, used or not. Safe from any thread.</summary>
internal sealed class ConfigurationLogins(ConfigurationAccount account, TimeSpan validity, Scheduler scheduler)
{
    /// <summary>Expired GUIDs are told from unknown ones (107-000, 107-007) as long as they are among the newest.</summary>
    private const int Remembered = 1_000;

    private readonly Lock _gate = new();
    private readonly List<(string Guid, TimeSpan Until)> _logins = [];

    /// <summary>A new GUID, or null when the account or its password is another.</summary>
    public string? LogIn(string id, string password)
    {
        if (id != account.Id || !string.Equals(password, account.Password, StringComparison.Ordinal))
            return null;
        var guid = $"{Guid.NewGuid():D}.AgentGateway1";
        lock (_gate)
        {
            if (_logins.Count == Remembered)
                _logins.RemoveAt(0);
            _logins.Add((guid, scheduler.Now + validity));
        }
        return guid;
    }

    /// <summary>A code to refuse with, or null.</summary>
    public string? Check(string? guid)
    {
        lock (_gate)
        {
            var found = _logins.FindIndex(login => login.Guid == guid);
            return found < 0 ? RetCode.ConfigurationNotAuthenticated
                : _logins[found].Until <= scheduler.Now ? RetCode.ConfigurationLoginExpired
                : null;
        }
    }

    /// <summary>Every login is expired from now on; returns how many were not yet.</summary>
    public int ExpireAll()
    {
        lock (_gate)
        {
            var valid = _logins.Count(login => login.Until > scheduler.Now);
            for (var i = 0; i < _logins.Count; i++)
                _logins[i] = (_logins[i].Guid, TimeSpan.Zero);
            return valid;
        }
    }

    /// <summary>As after a restart of the gateway: nobody ever logged in.</summary>
    public void Forget()
    {
        lock (_gate)
            _logins.Clear();
    }
}
