using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Supervisor.Domain.Floor;
using Supervisor.Web.Alerts;
using Supervisor.Web.Features.Limits;
using Wall = Supervisor.Web.Persistence.Entities.Wallboard;

namespace Supervisor.Web.Features.Wallboard;

/// <summary>Draws walls as plain HTML, in the language of the wall.</summary>
internal sealed class WallRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers, ILimitBook limits, TimeProvider time)
{
    /// <summary>Another value after each start of the app: a page of an older one loads itself anew.</summary>
    public string Run { get; } = Guid.NewGuid().ToString("N")[..8];

    /// <summary>The whole page.</summary>
    public Task<string> DocumentAsync(Wall wall, FloorSnapshot floor) => RenderAsync<WallDocument>(wall.Language, new()
    {
        [nameof(WallDocument.Wall)] = wall,
        [nameof(WallDocument.Picture)] = WallPicture.Of(floor, wall, limits.Current, time.GetUtcNow()),
        [nameof(WallDocument.Pages)] = AlertRules.Lines(wall.Pages),
        [nameof(WallDocument.Run)] = Run,
    });

    /// <summary>What changes in it.</summary>
    public Task<string> ViewAsync(Wall wall, FloorSnapshot floor) => RenderAsync<WallView>(wall.Language, new()
    {
        [nameof(WallView.Picture)] = WallPicture.Of(floor, wall, limits.Current, time.GetUtcNow()),
        [nameof(WallView.Pages)] = AlertRules.Lines(wall.Pages),
    });

    /// <summary>For an address that opens nothing.</summary>
    public Task<string> ClosedAsync() => RenderAsync<WallClosed>(WallPages.Languages[0], []);

    private async Task<string> RenderAsync<TComponent>(string language, Dictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
            return (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString();
        });
    }
}
