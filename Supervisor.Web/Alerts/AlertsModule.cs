using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Alerts;

/// <summary>What alerts add to the app. Registered after the floor's keeper: they follow it, and stop before it.</summary>
internal static class AlertsModule
{
    public static IServiceCollection AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AlertOptions>().Bind(configuration.GetSection(AlertOptions.Section))
            .Validate(options => !options.Errors().Any(), $"The section {AlertOptions.Section} has values that cannot be worked with.")
            .ValidateOnStart();
        services.AddSingleton<AlertMetrics>();
        services.AddSingleton<AlertFeed>();
        services.AddSingleton<AlertOutbox>();
        services.AddSingleton<AlertStore>();
        services.AddSingleton(provider => new AlertPast(provider.GetRequiredService<IntervalStore>(), () => provider.GetRequiredService<AliveMark>().LastSeen));
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<IAlertSender, MailSender>();
        services.AddSingleton<IAlertSender, WebhookSender>();
        services.AddHostedService<AlertEngine>();
        services.AddHostedService<AlertCourier>();
        services.AddHostedService<AlertPruner>();
        return services;
    }
}
