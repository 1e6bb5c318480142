namespace Supervisor.Web.Subscriptions;

/// <summary>What the reception of recognition results adds to the app.</summary>
internal static class RecognitionModule
{
    /// <summary>Where results arrive: the registered prefix, and the suffix that the platform appends (protocol.md section 6.3).</summary>
    public const string Path = "/callback/recognition/v100/subscribe/asrevent/asrresult";

    public static IServiceCollection AddRecognition(this IServiceCollection services)
    {
        services.AddSingleton<RecognitionAgents>();
        services.AddSingleton<RecognitionReceiver>();
        return services;
    }

    /// <summary>Open to callers without a sign-in: the service token is the credential.</summary>
    public static void MapRecognition(this IEndpointRouteBuilder app) =>
        app.MapPost(Path, (HttpContext http, RecognitionReceiver receiver) => receiver.ReceiveAsync(http)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
}
