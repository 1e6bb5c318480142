using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Supervisor.Simulator.Hosting;

/// <summary>The HTTP listener alone. Stopping it cuts every connection, as a gateway that goes down does.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private GatewayHost(WebApplication application) => _application = application;

    public int Port { get; private init; }

    public static async Task<GatewayHost> StartAsync(
        SimulatorOptions options, int port, X509Certificate2? certificate, RequestDelegate handle, CancellationToken ct)
    {
        // an empty builder reads no environment, no appsettings.json and no arguments of the program around it
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Supervisor.Simulator" });
        // the listener's own chatter would be mistaken for that of the app around it
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.UseSockets(sockets =>
        {
            sockets.Backlog = 4096;
            // a write is over when the socket has taken it, not when it waits for that: what was written was delivered
            sockets.MaxWriteBufferSize = 2;
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 20_000;
            // slow clients are the client's business
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Parse(options.Address), port, listener =>
            {
                listener.Protocols = options.Http2 ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
                if (certificate is not null)
                    listener.UseHttps(certificate);
            });
        });
        var application = builder.Build();
        application.Run(handle);
        try
        {
            await application.StartAsync(ct);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new GatewayHost(application) { Port = BindingAddress.Parse(address).Port };
    }

    public async ValueTask DisposeAsync()
    {
        // cancelled from the start: no waiting for polls that are being held
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }
}
