using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Features.Tokens;

namespace Supervisor.Tests.Security;

/// <summary>The whole app on a test server, without demo gateway, with one gateway that nobody answers at.</summary>
public sealed class WebAppFixture : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string _directory = TempStore.Folder("people-web");

    public async Task InitializeAsync() =>
        await Get<GatewayCommands>().AddAsync(new GatewayForm { Name = "g1", BaseUrl = "http://127.0.0.1:9/agentgateway/resource/" }, PeopleFixture.Admin, default);

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A client with a new token of this role; with none for null.</summary>
    public async Task<HttpClient> ClientAsync(string? role, string name = "")
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        if (role is null) return client;
        var (_, token) = await Get<TokenCommands>().AddAsync(name.Length > 0 ? name : $"t{Guid.NewGuid():N}", role, PeopleFixture.Admin, default);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await base.DisposeAsync();
        await Folders.DeleteAsync(_directory);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSetting("Data:Directory", _directory).UseSetting("Simulator:Enabled", "false");
}
