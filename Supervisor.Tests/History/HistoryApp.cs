using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Events;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.History;

/// <summary>The app with a store of its own, where everybody is signed in with the given role.</summary>
internal sealed class HistoryApp(string role) : WebApplicationFactory<Program>
{
    private readonly string _root = TempStore.Folder("supervisor-history-");

    /// <summary>Puts events into the running app's store.</summary>
    public void Append(IEnumerable<ObservedEvent> events)
    {
        using var appender = new EventAppender(Services.GetRequiredService<DataDirectory>());
        foreach (var batch in events.Chunk(10_000)) appender.Append(batch);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseSetting(DataDirectory.Key, _root)
        .UseSetting("Simulator:Enabled", "false")
        .ConfigureTestServices(services =>
        {
            services.AddAuthentication().AddScheme<SignedIn.Options, SignedIn>(SignedIn.Scheme, options => options.Role = role);
            services.PostConfigure<AuthenticationOptions>(options =>
                options.DefaultScheme = options.DefaultAuthenticateScheme = options.DefaultChallengeScheme = options.DefaultForbidScheme = SignedIn.Scheme);
        });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Folders.DeleteAsync(_root);
    }

    private sealed class SignedIn(IOptionsMonitor<SignedIn.Options> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<SignedIn.Options>(options, logger, encoder)
    {
        public new const string Scheme = "Test";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann"), new Claim(ClaimTypes.Role, base.Options.Role)], Scheme);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme)));
        }

        internal sealed new class Options : AuthenticationSchemeOptions
        {
            public string Role { get; set; } = "";
        }
    }
}
