using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Supervisor.Tests.Gateway;

/// <summary>A gateway on a free port that keeps what was asked and answers what the test says; what is not set is answered as the seed texts write it.</summary>
internal sealed class RecordingGateway : IAsyncDisposable
{
    private readonly WebApplication _application;

    private RecordingGateway(WebApplication application) => _application = application;

    public Uri BaseUri { get; private set; } = new("http://127.0.0.1/");

    public ConcurrentQueue<Request> Asked { get; } = new();

    /// <summary>Body and headers of the answer by the last part of the path; anything else is a plain success.</summary>
    public Dictionary<string, (string Body, (string Name, string Value)[] Headers)> Answers { get; } = new()
    {
        ["login"] = ("""{"message":"success","retcode":"0","result":{"guid":"guid-1.AgentGateway1"}}""", []),
        ["register"] = ("""{"result":{"serverId":"20140414172508-001-00101"},"message":"success","retcode":"0"}""", []),
        ["handshake"] = ("""{"message":"success","retcode":"0"}""", []),
    };

    public static async Task<RecordingGateway> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var gateway = new RecordingGateway(builder.Build());
        gateway._application.Run(gateway.TakeAsync);
        await gateway._application.StartAsync();
        gateway.BaseUri = new Uri(gateway._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/agentgateway/resource/");
        return gateway;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Asked.Enqueue(new Request(context.Request.Method, context.Request.Path, context.Request.ContentType, context.Request.Headers["Guid"], context.Request.Headers["service_token"], body));
        var (text, headers) = Answers.TryGetValue(context.Request.Path.Value!.Split('/')[^1], out var known) ? known : Answers["handshake"];
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        context.Response.ContentType = "application/json; charset=UTF-8";
        await context.Response.WriteAsync(text);
    }

    internal sealed record Request(string Method, string Path, string? ContentType, string? Guid, string? ServiceToken, string Body)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    }
}
