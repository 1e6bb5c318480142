namespace Supervisor.Web.Callbacks;

/// <summary>What every receiver of callbacks needs.</summary>
internal static class CallbacksModule
{
    public static IServiceCollection AddCallbacks(this IServiceCollection services) => services.AddSingleton(typeof(TokenTable<>)).AddSingleton<RefusedCallbacks>().AddSingleton<CallbackMetrics>();
}
