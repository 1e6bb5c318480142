using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Supervisor.Tests.Simulator;

/// <summary>A client's callback address: Kestrel on a free port that keeps what was sent and answers what the test says.</summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    public const string Success = """{"message":"success","retcode":"0"}""";

    private readonly Lock _gate = new();
    private readonly List<Callback> _received = [];
    private readonly WebApplication _application;
    private int _running;

    private CallbackReceiver(WebApplication application) => _application = application;

    public Uri Root { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Status and body of the next answer; the default takes everything.</summary>
    public Func<Callback, Task<(int Status, string Body)>> Answer { get; set; } = _ => Task.FromResult((200, Success));

    /// <summary>Most requests at once.</summary>
    public int MostAtOnce { get; private set; }

    public Callback[] Received
    {
        get
        {
            lock (_gate)
                return [.. _received];
        }
    }

    /// <summary>The types of every event received, in order.</summary>
    public string[] EventTypes => [.. Received.SelectMany(callback => callback.EventTypes())];

    public static async Task<CallbackReceiver> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener =>
        {
            if (certificate is not null)
                listener.UseHttps(certificate);
        }));
        var receiver = new CallbackReceiver(builder.Build());
        receiver._application.Run(receiver.TakeAsync);
        await receiver._application.StartAsync();
        var address = receiver._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        receiver.Root = new Uri(address);
        return receiver;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var callback = new Callback(
            context.Request.Path + context.Request.QueryString, await reader.ReadToEndAsync(),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.Ordinal));
        lock (_gate)
        {
            _received.Add(callback);
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
        }
        var (status, body) = await Answer(callback);
        lock (_gate)
            _running--;
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
    }
}

/// <summary>One POST as it came; header names as they were sent.</summary>
internal sealed record Callback(string Path, string Body, Dictionary<string, string> Headers)
{
    public string[] EventTypes()
    {
        using var json = JsonDocument.Parse(Body);
        return [.. json.RootElement.GetProperty("eventList").EnumerateArray().Select(sent => sent.GetProperty("eventType").GetString()!)];
    }
}
