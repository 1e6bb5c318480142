using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Tests.Support;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

/// <summary>
/// Walks every route of the app with nobody signed in and with each role, against <c>docs/access.tsv</c>. A route that is not in the table fails, and so does a line without a route.
/// <c>in</c>: authorised, whatever the answer says of the input. <c>sign-in</c>: asked who it is. <c>no</c>: known, and not allowed.
/// </summary>
public sealed class AccessTableTests(WebAppFixture app) : IClassFixture<WebAppFixture>
{
    private static readonly string?[] Visitors = [null, Roles.Viewer, Roles.Supervisor, Roles.Manager, Roles.Admin];

    [Fact]
    public async Task EveryRoute_WithNobodyAndEachRole_IsAsTheTableSays()
    {
        var expected = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs", "access.tsv"))).Where(line => line.Length > 0 && line[0] != '#').Order(StringComparer.Ordinal).ToList();
        var clients = new List<HttpClient>();
        foreach (var role in Visitors) clients.Add(await app.ClientAsync(role));
        var found = new List<string>();
        foreach (var (method, pattern) in Routes())
        {
            var seen = new List<string>();
            foreach (var client in clients) seen.Add(await AskAsync(client, method, pattern));
            found.Add($"{method}\t/{Spell(pattern)}\t{string.Join('\t', seen)}");
        }

        found = [.. found.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        clients.ForEach(client => client.Dispose());
        Assert.True(found.SequenceEqual(expected, StringComparer.Ordinal),
            $"Not in docs/access.tsv:\n{string.Join('\n', found.Except(expected))}\n\nIn docs/access.tsv, but not so:\n{string.Join('\n', expected.Except(found))}");
    }

    [Fact]
    public void StaticFiles_AllOfThem_AreOpenToEverybody() =>
        Assert.All(Endpoints().Where(IsStaticFile), file => Assert.NotNull(file.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>()));

    private static bool IsStaticFile(Endpoint endpoint) => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;

    private IEnumerable<RouteEndpoint> Endpoints() => app.Get<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    /// <summary>All but the static files, of which there are hundreds.</summary>
    private IEnumerable<(string Method, RoutePattern Pattern)> Routes() =>
        from endpoint in Endpoints()
        where !IsStaticFile(endpoint)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET"]
        select (method, endpoint.RoutePattern);

    private static async Task<string> AskAsync(HttpClient client, string method, RoutePattern pattern)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Address(pattern));
        if (method is "POST" or "PUT") request.Content = IsForPrograms(pattern) ? new StringContent("{}", Encoding.UTF8, "application/json") : new FormUrlEncodedContent([new("anything", "x")]);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (answer.StatusCode, answer.Headers.Location?.ToString()) switch
        {
            (HttpStatusCode.Unauthorized, _) => "sign-in",
            (HttpStatusCode.Forbidden, _) => "no",
            (HttpStatusCode.Redirect, { } to) when to.Contains("/account/sign-in", StringComparison.Ordinal) => "sign-in",
            (HttpStatusCode.Redirect, { } to) when to.Contains("/account/denied", StringComparison.Ordinal) => "no",
            ( >= HttpStatusCode.InternalServerError, _) => $"broken {(int)answer.StatusCode}",
            _ => "in",
        };
    }

    private static bool IsForPrograms(RoutePattern pattern) => Spell(pattern) is var path && (path.StartsWith("api/", StringComparison.Ordinal) || path.StartsWith("callback/", StringComparison.Ordinal));

    private static string Spell(RoutePattern pattern) => (pattern.RawText ?? "").TrimStart('/');

    private static string Address(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { ParameterPolicies: [var policy, ..] } when policy.Content is "int" or "long" => "999",
        _ => "g1",
    }))));
}
