using Radzen;
using Supervisor.Web.Api;
using Supervisor.Web.Components;
using Supervisor.Web.Demo;
using Supervisor.Web.Features.Account;
using Supervisor.Web.Observability;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddLocalization();
builder.Services.AddPersistence(builder.Configuration);
builder.Services.AddSupervisorSecurity(builder.Configuration);
builder.Services.AddSingleton<CredentialVault>();
builder.Services.AddSingleton<DemoGateway>();
builder.Services.AddHostedService(provider => provider.GetRequiredService<DemoGateway>());
builder.Services.AddRealtime();
builder.Services.AddSessions(builder.Configuration);
builder.Services.AddRadzenComponents();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapHealth();
app.MapMetrics();
app.MapFloor();
app.MapEvents();
app.MapRealtime();
app.MapStaticAssets().AllowAnonymous();
app.MapAccount();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
await app.RunAsync();

/// <summary>Entry point, named for the tests.</summary>
public partial class Program;
