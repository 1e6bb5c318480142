using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Tokens;
using Supervisor.Web.Security;

namespace Supervisor.Tests.MainJob;

/// <summary>Static files, pages for what is not there, and the published app.</summary>
public sealed partial class PublishedAppTests
{
    /// <summary>What stands there already: building the app once more, in Release, took minutes from the tests beside it.</summary>
    private static readonly string Built = typeof(PublishedAppTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Get_StaticFile_ComesWithItsContent(string environment)
    {
        await using var app = RunningApp.Start(new Dictionary<string, string> { ["environment"] = environment });
        using var browser = new HttpClient { BaseAddress = new Uri(app.Address) };
        foreach (var file in (string[])["/app.css", "/boot.js", "/_content/Radzen.Blazor/Radzen.Blazor.min.js"])
        {
            var content = await browser.GetByteArrayAsync(new Uri(file, UriKind.Relative));
            Assert.True(content.Length > 100, file);
        }
    }

    [Fact]
    public async Task Get_UnknownAddressUnknownUser_AsksToSignIn()
    {
        await using var app = RunningApp.Start();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Address) };
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new Uri("/nowhere", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(new Uri("/api/v1/nowhere", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Get_UnknownAddressWithAToken_IsAPageForPeopleAndAProblemForPrograms()
    {
        await using var app = RunningApp.Start();
        var token = (await app.Services.GetRequiredService<TokenCommands>().AddAsync("t", Roles.Viewer, Actor.CommandLine, default)).Token;
        using var browser = new HttpClient { BaseAddress = new Uri(app.Address) };
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var page = await browser.GetAsync(new Uri("/nowhere", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        var problem = await browser.GetAsync(new Uri("/api/v1/nowhere", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (problem.StatusCode, problem.Content.Headers.ContentType?.MediaType));
        Assert.Contains("/api/v1/floor", await browser.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)), StringComparison.Ordinal);
    }

    /// <summary>`dotnet publish`, started from another folder: serves its files, keeps its data where it is told.</summary>
    [Fact]
    public async Task Publish_StartedFromAnotherFolder_ServesItsFiles()
    {
        var directory = Directory.CreateTempSubdirectory("supervisor-published-");
        try
        {
            var published = Path.Combine(directory.FullName, "app");
            var (code, output) = await RunAsync(Repository.Root, "publish", "Supervisor.Web", "--no-build", "-c", Built, "-o", published, "--nologo", "-v", "quiet");
            Assert.True(code == 0, output);

            using var app = Start(directory.FullName, [Path.Combine(published, "Supervisor.Web.dll"), "--Urls", "http://127.0.0.1:0", "--Data:Directory", Path.Combine(directory.FullName, "data"), "--Simulator:Agents", "2"]);
            string? address = null;
            while (address is null && await app.StandardOutput.ReadLineAsync() is { } line)
                if (Listening().Match(line) is { Success: true } match) address = match.Groups[1].Value;
            Assert.NotNull(address);
            using var browser = new HttpClient { BaseAddress = new Uri(address) };
            Assert.Contains("--accent", await browser.GetStringAsync(new Uri("/app.css", UriKind.Relative)), StringComparison.Ordinal);
            Assert.NotEmpty(await browser.GetStringAsync(new Uri("/_framework/blazor.web.js", UriKind.Relative)));
            app.Kill(entireProcessTree: true);
            await app.WaitForExitAsync();
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static Process Start(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    [GeneratedRegex("Supervisor listens on (http://[^ ]+)")]
    private static partial Regex Listening();
}
