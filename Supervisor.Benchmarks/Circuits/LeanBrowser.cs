using System.Net;
using System.Text.RegularExpressions;

namespace Supervisor.Benchmarks.Circuits;

/// <summary>One person's browser as far as the server sees it: cookies, pages, and circuits without anything drawn.</summary>
internal sealed partial class LeanBrowser(Uri address) : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private HttpClient? _http;

    private HttpClient Http => _http ??= new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = address };

    /// <summary>Follows the one-time link and becomes the first administrator, signed in.</summary>
    public async Task SetUpAsync(string link, string name, string password)
    {
        using var answer = await SubmitAsync(new Uri(link), new Uri(link), new("Input.Name", name), new("Input.Password", password), new("Input.Repeated", password));
        if (!answer.IsSuccessStatusCode || answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/setup", StringComparison.Ordinal))
            throw new InvalidOperationException($"No first administrator: {answer.StatusCode} at {answer.RequestMessage!.RequestUri}");
    }

    /// <summary>Signs in by the page.</summary>
    public async Task SignInAsync(string name, string password)
    {
        var page = new Uri(address, "account/sign-in");
        using var answer = await SubmitAsync(page, page, new("Input.User", name), new("Input.Password", password));
        if (!answer.IsSuccessStatusCode || answer.RequestMessage!.RequestUri == page) throw new InvalidOperationException($"{name} is not signed in: {answer.StatusCode}");
    }

    /// <summary>Signs out by the button of a page.</summary>
    public async Task SignOutAsync() => (await SubmitAsync(new Uri(address, "floor"), new Uri(address, "account/sign-out"))).Dispose();

    /// <summary>Fetches a page and starts its circuit.</summary>
    public async Task<LeanCircuit> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var location = new Uri(address, path);
        var page = await Http.GetStringAsync(location, cancellationToken);
        var markers = Marker().Matches(page).Select(marker => marker.Groups[1].Value).Where(marker => marker.Contains("\"descriptor\"", StringComparison.Ordinal)).ToList();
        if (markers.Count == 0) throw new InvalidOperationException($"{path} has no interactive component; is somebody signed in?");
        var circuit = new LeanCircuit(Http, address, location, _cookies.GetCookieHeader(address));
        await circuit.StartAsync(markers, State().Match(page).Groups[1].Value, cancellationToken);
        return circuit;
    }

    public void Dispose() => _http?.Dispose();

    /// <summary>With the hidden fields of the page's first form: they serve for each form of it.</summary>
    private async Task<HttpResponseMessage> SubmitAsync(Uri page, Uri to, params KeyValuePair<string, string>[] fields)
    {
        var html = await Http.GetStringAsync(page);
        var hidden = HiddenField().Matches(html[..html.IndexOf("</form>", StringComparison.Ordinal)]).Select(field => KeyValuePair.Create(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value)));
        using var content = new FormUrlEncodedContent([.. hidden, .. fields]);
        return await Http.PostAsync(to, content);
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
