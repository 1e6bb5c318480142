using System.Net;

namespace Supervisor.Tests.Security;

/// <summary>One person's browser on its ways between the app and the provider.</summary>
internal sealed class SingleSignOnJourney(SingleSignOnFixture app) : IDisposable
{
    private readonly HttpClient _away = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public HttpClient Browser { get; } = app.Browser();

    public void Dispose()
    {
        Browser.Dispose();
        _away.Dispose();
    }

    /// <summary>To the provider and back, up to the address to which it sends the browser.</summary>
    public async Task<Uri> AuthorizeAsync(string returnUrl)
    {
        using var begun = await Browser.GetAsync("/account/single-sign-on?returnUrl=" + Uri.EscapeDataString(returnUrl));
        return await AwayAsync(begun.Headers.Location!);
    }

    public async Task<Uri> AwayAsync(Uri address)
    {
        using var answer = await _away.GetAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!;
    }

    public async Task<HttpResponseMessage> ReturnAsync(Uri callback)
    {
        var answer = await Browser.GetAsync(callback.PathAndQuery);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer;
    }

    /// <summary>The page that says why.</summary>
    public async Task<string> AssertRefusedAsync(Uri callback, string reason, string sentence)
    {
        using var answer = await ReturnAsync(callback);
        Assert.Equal("/account/refused?reason=" + reason, answer.Headers.Location!.ToString());
        Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], x => x.StartsWith(".AspNetCore.Identity", StringComparison.Ordinal));
        var page = WebUtility.HtmlDecode(await Browser.GetStringAsync(answer.Headers.Location));
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        return page;
    }
}
