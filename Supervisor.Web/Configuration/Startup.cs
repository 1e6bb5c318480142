using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Supervisor.Web.Cli;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Configuration;

/// <summary>Runs the app, and turns what stops it from starting into one sentence and an exit code instead of a stack trace.</summary>
internal static class Startup
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";
    private const string StoreCategory = "Microsoft.EntityFrameworkCore.Database";

    private static volatile bool _started;

    /// <summary>Until the app has started, what goes wrong is told by <see cref="RunAsync"/> alone.</summary>
    public static ILoggingBuilder AddQuietStart(this ILoggingBuilder logging) => logging
        .AddFilter(HostCategory, level => level >= (_started ? LogLevel.Information : LogLevel.None))
        .AddFilter(StoreCategory, level => level >= (_started ? LogLevel.Warning : LogLevel.None));

    /// <summary>Starts, and returns when the app has stopped.</summary>
    public static async Task<int> RunAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception fault) when (Explain(fault) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            await app.StopAsync();
            await app.DisposeAsync();
            return CodeFor(fault);
        }

        _started = true;
        await app.WaitForShutdownAsync();
        await app.DisposeAsync();
        return ExitCode.Done;
    }

    /// <summary>What went wrong and what to do about it; null for what nobody foresaw.</summary>
    internal static string? Explain(Exception fault) => fault switch
    {
        StoreUnavailableException => fault.Message,
        IOException { InnerException: AddressInUseException } => $"{fault.Message.TrimEnd('.')}. Stop the other program, or choose another address with --Urls.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "This user may not listen on that port. Choose a port above 1023 with --Urls.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } or IOException { InnerException: SocketException { SocketErrorCode: SocketError.AddressNotAvailable } } =>
            "Urls names an address that this machine does not have. Choose another one with --Urls.",
        InvalidOperationException when IsOfCertificates(fault) && fault.Message.Contains("No server certificate", StringComparison.Ordinal) =>
            "Urls names an https address, and there is no certificate for it. Name one with --Kestrel:Certificates:Default:Path, and its key with --Kestrel:Certificates:Default:KeyPath.",
        _ when IsOfCertificates(fault) => $"The certificate that Kestrel:Certificates names cannot be used: {fault.Message}",
        _ => null,
    };

    /// <summary>What the shell gets for a fault that <see cref="Explain"/> knows.</summary>
    internal static int CodeFor(Exception fault) => fault is StoreUnavailableException || IsOfCertificates(fault) ? ExitCode.Configuration : ExitCode.Refused;

    /// <summary>Kestrel throws what it comes across while it reads them, and has no type of its own for it.</summary>
    private static bool IsOfCertificates(Exception fault) =>
        fault is InvalidOperationException or CryptographicException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or FormatException or ArgumentException
        && fault.StackTrace?.Contains("Kestrel.Core", StringComparison.Ordinal) == true
        && (fault.StackTrace.Contains("Certificate", StringComparison.Ordinal) || fault.StackTrace.Contains("Https", StringComparison.Ordinal));
}
