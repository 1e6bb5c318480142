namespace Supervisor.Web.Gateway;

/// <summary>Whose certificate it is.</summary>
internal enum CertificateKind
{
    /// <summary>The one that the gateway shows.</summary>
    Gateway,

    /// <summary>The authority's, in <c>CaCertificate</c>.</summary>
    Authority,

    /// <summary>Ours, in <c>ClientCertificate</c>.</summary>
    Own,
}

/// <summary>Until when a certificate is valid.</summary>
/// <param name="Kind">Whose it is.</param>
/// <param name="Until">UTC.</param>
internal sealed record CertificateEnd(CertificateKind Kind, DateTimeOffset Until)
{
    /// <summary>The name of its setting; the gateway's own has none.</summary>
    public string Name => Kind switch
    {
        CertificateKind.Authority => "CaCertificate",
        CertificateKind.Own => "ClientCertificate",
        _ => "certificate",
    };
}
