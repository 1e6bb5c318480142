using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Browser;

/// <summary>The whole app on a free port of this machine, with a store of its own that goes away with it. No gateway unless a test asks for one.</summary>
/// <param name="settings">Configuration of this run, over the defaults.</param>
/// <param name="services">Replaces services, e.g. the feed by one that the test writes.</param>
internal sealed class RunningApp(IReadOnlyDictionary<string, string>? settings = null, Action<IServiceCollection>? services = null) : WebApplicationFactory<Program>
{
    /// <summary>Of every user that <see cref="AddUserAsync"/> makes.</summary>
    public const string Password = "Correct-Horse-42";

    private readonly string _data = TempStore.Folder("supervisor-test-");

    /// <summary>Where the app listens, without a slash at the end.</summary>
    public string Address => ClientOptions.BaseAddress.ToString().TrimEnd('/');

    /// <summary>Starts listening, on a port of its own choice or on that of <paramref name="address"/>.</summary>
    /// <param name="settings">Configuration of this run, over the defaults.</param>
    /// <param name="services">Replaces services.</param>
    /// <param name="address">Where, or null.</param>
    /// <param name="certificate">Shown where the address is https.</param>
    public static RunningApp Start(
        IReadOnlyDictionary<string, string>? settings = null, Action<IServiceCollection>? services = null, Uri? address = null, X509Certificate2? certificate = null)
    {
        var app = new RunningApp(settings, services);
        app.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, address?.Port ?? 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        app.StartServer();
        return app;
    }

    /// <summary>Makes a user with these roles and <see cref="Password"/>.</summary>
    public async Task<SupervisorUser> AddUserAsync(string name, params string[] roles)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>();
        var known = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
        var user = new SupervisorUser { UserName = name };
        Check(await users.CreateAsync(user, Password));
        foreach (var role in roles)
        {
            if (!await known.RoleExistsAsync(role)) Check(await known.CreateAsync(new IdentityRole(role)));
            Check(await users.AddToRoleAsync(user, role));
        }

        return user;
    }

    /// <summary>Changes a user in the store.</summary>
    public async Task ChangeUserAsync(string name, Action<SupervisorUser> change)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>();
        var user = await users.FindByNameAsync(name) ?? throw new InvalidOperationException("no user " + name);
        change(user);
        Check(await users.UpdateAsync(user));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Data:Directory", _data).UseSetting("Simulator:Enabled", "false");
        foreach (var (key, value) in settings ?? new Dictionary<string, string>()) builder.UseSetting(key, value);
        if (services is not null) builder.ConfigureTestServices(services);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Folders.DeleteAsync(_data);
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(string.Join("; ", result.Errors.Select(error => error.Description)));
    }
}
