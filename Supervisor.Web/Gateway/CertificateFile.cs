using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Supervisor.Web.Gateway;

/// <summary>Reads the certificate files of a gateway. What is wrong with one names it: the words of the runtime do not.</summary>
internal static class CertificateFile
{
    /// <summary>PEM, or one certificate as DER.</summary>
    /// <exception cref="CryptographicException">The file holds none.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static X509Certificate2Collection Authorities(string file) => Read(file, () =>
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        if (authorities.Count == 0) authorities.Add(X509CertificateLoader.LoadCertificateFromFile(file));
        return authorities;
    });

    /// <summary>PFX without password, or PEM with its key in the same file.</summary>
    /// <exception cref="CryptographicException">The file holds none, or no key for it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static X509Certificate2 Client(string file) => Read(file, () =>
        Path.GetExtension(file).ToUpperInvariant() is ".PFX" or ".P12" ? X509CertificateLoader.LoadPkcs12FromFile(file, null) : X509Certificate2.CreateFromPemFile(file));

    /// <summary>True where the content is not what it should be. False also for a file that cannot be read: a command may run as somebody else than the app.</summary>
    public static bool IsBad(Action read)
    {
        try
        {
            read();
            return false;
        }
        catch (CryptographicException)
        {
            return true;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static T Read<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CryptographicException bad)
        {
            throw new CryptographicException($"the file {file} holds no certificate that can be used: {bad.Message}", bad);
        }
    }
}
