using System.Globalization;

namespace Supervisor.Simulator;

/// <summary>The account of the configuration interfaces (C5, protocol.md section 1.4).</summary>
public sealed class ConfigurationAccount
{
    private const string PasswordAlphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    internal ConfigurationAccount(SimulatorOptions options)
    {
        Id = options.ConfigAccount.ToString(CultureInfo.InvariantCulture);
        Password = options.ConfigPassword
            ?? "Cfg!" + new string(new Random(unchecked((options.Seed * 486_187_739) ^ options.ConfigAccount)).GetItems<char>(PasswordAlphabet, 12));
    }

    /// <summary>Configuration administrator, or VDN id + 100000 or + 1000000; digits.</summary>
    public string Id { get; }

    /// <summary>From <see cref="SimulatorOptions.ConfigPassword"/>, otherwise from the seed.</summary>
    public string Password { get; }
}
