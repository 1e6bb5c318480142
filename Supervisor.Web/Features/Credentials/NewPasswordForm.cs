using System.Security.Cryptography;

namespace Supervisor.Web.Features.Credentials;

/// <summary>What a person says about a new password; the old one is the stored one.</summary>
public sealed class NewPasswordForm
{
    private const int GeneratedLength = 16;

    private static readonly string[] Kinds = ["abcdefghijkmnopqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "-_.!@#"];

    /// <summary>Let Supervisor choose one that nobody ever sees.</summary>
    public bool Generate { get; set; } = true;

    /// <summary>The new password; ignored where one is generated.</summary>
    public string Password { get; set; } = "";

    /// <summary>The same once more.</summary>
    public string Repetition { get; set; } = "";

    /// <summary>16 random characters, at least one of each kind, which every pattern of a gateway accepts.</summary>
    internal static string Generated()
    {
        var letters = Kinds.Select(kind => kind[RandomNumberGenerator.GetInt32(kind.Length)])
            .Concat(RandomNumberGenerator.GetItems<char>(string.Concat(Kinds), GeneratedLength - Kinds.Length))
            .ToArray();
        RandomNumberGenerator.Shuffle<char>(letters);
        return new string(letters);
    }
}
