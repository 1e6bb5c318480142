using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Features.Wallboard;

/// <summary>
/// A wall is a page and a stream of pictures, both by the token in their address: no sign-in, no cookie, and no circuit, so that nobody who is not signed in has one and nothing grows on the server while a
/// screen stands for weeks.
/// </summary>
internal static class WallEndpoints
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeptUse = TimeSpan.FromMinutes(1);

    public static void MapWalls(this IEndpointRouteBuilder app)
    {
        app.MapGet("/wall/{token}", ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/wall/{token}/stream", StreamAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(string token, HttpContext context, WallGate gate, WallRenderer renderer, IFloorFeed floor)
    {
        Quiet(context.Response.Headers);
        if (await gate.FindAsync(token, context.RequestAborted) is not { } wall) return await RefuseAsync(context, gate, renderer);
        return TypedResults.Content(await renderer.DocumentAsync(wall, floor.Current), "text/html; charset=utf-8");
    }

    private static async Task<IResult> StreamAsync(string token, HttpContext context, WallGate gate, WallRenderer renderer, IFloorFeed floor, IHostApplicationLifetime app, TimeProvider time)
    {
        Quiet(context.Response.Headers);
        if (await gate.FindAsync(token, context.RequestAborted) is not { } wall) return await RefuseAsync(context, gate, renderer);
        return TypedResults.ServerSentEvents(PicturesAsync(wall.Id, gate, renderer, floor, time, app.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<string>> PicturesAsync(
        int id, WallGate gate, WallRenderer renderer, IFloorFeed floor, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken gone)
    {
        // a stream that is open would hold up the stop of the app
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, gone);
        using var timer = new PeriodicTimer(Beat, time);
        var (shown, used) = ("", DateTimeOffset.MinValue);
        yield return new SseItem<string>(renderer.Run, "run");
        while (await gate.FindAsync(id, both.Token) is { } wall)
        {
            var view = await renderer.ViewAsync(wall, floor.Current);
            if (view != shown) yield return new SseItem<string>(shown = view, "picture");
            yield return new SseItem<string>(time.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), "beat");
            if (time.GetUtcNow() - used >= KeptUse)
            {
                used = time.GetUtcNow();
                await gate.KeepUseAsync(id, both.Token);
            }

            if (!await TickAsync(timer, both.Token)) yield break;
        }

        yield return new SseItem<string>("", "gone");
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken leaving)
    {
        try
        {
            return await timer.WaitForNextTickAsync(leaving);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<IResult> RefuseAsync(HttpContext context, WallGate gate, WallRenderer renderer)
    {
        if (gate.MayGuess(context.Connection.RemoteIpAddress)) return TypedResults.Content(await renderer.ClosedAsync(), "text/html; charset=utf-8", statusCode: StatusCodes.Status404NotFound);
        context.Response.Headers.RetryAfter = "60";
        return TypedResults.Text("Too many wrong addresses. Try again in a minute.", statusCode: StatusCodes.Status429TooManyRequests);
    }

    private static void Quiet(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-store";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["X-Accel-Buffering"] = "no";
    }
}
