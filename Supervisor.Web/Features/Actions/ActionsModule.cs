namespace Supervisor.Web.Features.Actions;

/// <summary>What supervisors do to agents.</summary>
internal static class ActionsModule
{
    public static IServiceCollection AddActions(this IServiceCollection services)
    {
        services.AddSingleton<ActionBook>();
        services.AddSingleton<InspectionBook>();
        services.AddSingleton<GatewayAnswers>();
        services.AddSingleton<SignOutOrders>();
        services.AddSingleton<IActionDesk, ActionDesk>();
        services.AddHostedService<ActionWatch>();
        return services;
    }
}
