using Radzen;
using Supervisor.Web.Alerts;
using Supervisor.Web.Api;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Cli;
using Supervisor.Web.Components;
using Supervisor.Web.Configuration;
using Supervisor.Web.Demo;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Account;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Features.Schedules;
using Supervisor.Web.Features.Wallboard;
using Supervisor.Web.Intervals;
using Supervisor.Web.Observability;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;
using Supervisor.Web.Subscriptions;

if (CommandLine.IsCommand(args)) return await CommandLine.RunAsync(args);

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (ConfigurationCheck.Run(builder.Configuration) is { Count: > 0 } errors)
{
    ConfigurationCheck.Print(errors, Console.Error);
    return ConfigurationCheck.ExitCode;
}

// Started in this order, stopped in the reverse: sessions sign out, the floor folds the rest, the history drains to disk.
builder.Logging.AddQuietStart();
builder.WebHost.UseStaticWebAssets();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddLanguages();
builder.Services.AddPersistence(builder.Configuration);
builder.Services.AddIntervals();
builder.Services.AddSupervisorSecurity(builder.Configuration);
builder.Services.AddFeatures();
builder.Services.AddEmbeddedGateway();
builder.Services.AddRealtime();
builder.Services.AddAlerts(builder.Configuration);
builder.Services.AddCallbacks();
builder.Services.AddRecognition();
builder.Services.AddSessions(builder.Configuration);
builder.Services.AddSubscriptions();
builder.Services.AddRadzenComponents();
builder.Services.AddSingleton<ExportAnswer>();
builder.Services.AddOpenApi();
builder.Services.AddCircuits();
builder.Services.AddObservability();

var app = builder.Build();
app.UseLanguages();
app.UseStatusPages();
app.UseSupervisorSecurity();
app.UseAntiforgery();
app.MapStaticAssets().AllowAnonymous();
app.MapOpenApi();
app.MapHealth();
app.MapMetrics();
app.MapFloor();
app.MapEvents();
app.MapStatistics();
app.MapIntervals();
app.MapAgents();
app.MapActions();
app.MapGateways();
app.MapStorage();
app.MapCodes();
app.MapRealtime();
app.MapPushReceiver();
app.MapRecognition();
app.MapClock();
app.MapGridExport();
app.MapAccount();
app.MapWalls();
app.MapSchedules();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
return await Startup.RunAsync(app);

/// <summary>Entry point, named for the tests.</summary>
public partial class Program;
