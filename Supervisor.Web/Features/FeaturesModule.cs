using Supervisor.Web.Features.Account;
using Supervisor.Web.Features.Actions;
using Supervisor.Web.Features.Alerts;
using Supervisor.Web.Features.Audit;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Features.FloorViews;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Features.History;
using Supervisor.Web.Features.Limits;
using Supervisor.Web.Features.Replay;
using Supervisor.Web.Features.Schedules;
using Supervisor.Web.Features.Sessions;
using Supervisor.Web.Features.Setup;
using Supervisor.Web.Features.Statistics;
using Supervisor.Web.Features.Timeline;
using Supervisor.Web.Features.Today;
using Supervisor.Web.Features.Tokens;
using Supervisor.Web.Features.Users;
using Supervisor.Web.Features.Wallboard;

namespace Supervisor.Web.Features;

/// <summary>Commands and queries behind the pages, the API and the command line.</summary>
internal static class FeaturesModule
{
    public static IServiceCollection AddFeatures(this IServiceCollection services)
    {
        services.AddSingleton<AgentsCsv>();
        services.AddSingleton<CredentialCommands>();
        services.AddSingleton<CredentialImport>();
        services.AddSingleton<PasswordCommands>();
        services.AddSingleton<CredentialQueries>();
        services.AddSingleton<DeclaredGateways>();
        services.AddHostedService(provider => provider.GetRequiredService<DeclaredGateways>());
        services.AddSingleton<DemoGateway>();
        services.AddSingleton<GatewayCommands>();
        services.AddSingleton<GatewayQueries>();
        services.AddSingleton<UserCommands>();
        services.AddSingleton<LanguageCommand>();
        services.AddSingleton<UserQueries>();
        services.AddScoped<OwnPassword>();
        services.AddSingleton<TokenCommands>();
        services.AddSingleton<AuditQueries>();
        services.AddSingleton<ExportMetrics>();
        services.AddSingleton<EventExport>();
        services.AddSingleton<ExportFactsReader>();
        services.AddSingleton<TableExport>();
        services.AddSingleton<Exporter>();
        services.AddSingleton<ExportTables>();
        services.AddSingleton<ExportDesk>();
        services.AddSingleton<ScheduleMetrics>();
        services.AddSingleton<ScheduleStore>();
        services.AddSingleton<ScheduledRun>();
        services.AddSingleton<ScheduleCommands>();
        services.AddHostedService<ExportScheduler>();
        services.AddSingleton<AgentRoster>();
        services.AddSingleton<StatisticsQueries>();
        services.AddSingleton<FigureIntervals>();
        services.AddSingleton<IPastReader, PastReader>();
        services.AddSingleton<TimelineQueries>();
        services.AddSingleton<AlertRuleCommands>();
        services.AddSingleton<AlertCommands>();
        services.AddSingleton<AlertQueries>();
        services.AddSingleton<AlertBackTest>();
        services.AddSingleton<WebhookCommands>();
        services.AddSingleton<WallGate>();
        services.AddSingleton<WallRenderer>();
        services.AddSingleton<WallCommands>();
        services.AddSingleton<LimitBook>();
        services.AddSingleton<ILimitBook>(provider => provider.GetRequiredService<LimitBook>());
        services.AddHostedService(provider => provider.GetRequiredService<LimitBook>());
        services.AddSingleton<LimitCommands>();
        services.AddSingleton<TodayDesk>();
        services.AddSingleton<ITodayDesk>(provider => provider.GetRequiredService<TodayDesk>());
        services.AddHostedService(provider => provider.GetRequiredService<TodayDesk>());
        services.AddSingleton<IFloorViews, FloorViewStore>();
        services.AddSingleton<GridExport>();
        services.AddActions();
        services.AddSingleton<SessionRetries>();
        services.AddHostedService<GatewayWatch>();
        services.AddSingleton<FirstAdmin>();
        services.AddHostedService<SetupAnnouncement>();
        return services;
    }
}
