using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Supervisor.Web.Configuration;

namespace Supervisor.Tests.Configuration;

/// <summary>Against the server itself: what it throws has no type and no promise, only these sentences have.</summary>
public sealed class StartupTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("startup").FullName;

    public void Dispose() => Directory.Delete(_directory, true);

    [Theory]
    [InlineData("no certificate", null)]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "no key")]
    public async Task Explain_CertificateThatCannotBeUsed_IsOneSentence(string certificate, string? key)
    {
        var fault = await StartAsync("--Kestrel:Certificates:Default:Path", File("cert.pem", certificate), "--Kestrel:Certificates:Default:KeyPath", File("key.pem", key));

        Assert.StartsWith("The certificate that Kestrel:Certificates names cannot be used", Startup.Explain(fault!), StringComparison.Ordinal);
        Assert.Equal(ConfigurationCheck.ExitCode, Startup.CodeFor(fault!));
    }

    [Fact]
    public async Task Explain_HttpsWithoutCertificate_SaysWhatToName()
    {
        if (await StartAsync() is not { } fault) return; // a developer's machine may have one for itself

        Assert.StartsWith("Urls names an https address", Startup.Explain(fault), StringComparison.Ordinal);
        Assert.Equal(ConfigurationCheck.ExitCode, Startup.CodeFor(fault));
    }

    private static async Task<Exception?> StartAsync(params string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(["--Urls", "https://127.0.0.1:0", .. settings]);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        return await Record.ExceptionAsync(() => app.StartAsync());
    }

    private string File(string name, string? content)
    {
        var file = Path.Combine(_directory, name);
        if (content is not null) System.IO.File.WriteAllText(file, content);
        return file;
    }
}
