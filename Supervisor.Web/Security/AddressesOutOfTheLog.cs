using Microsoft.Extensions.Options;
using Supervisor.Web.Security.SingleSignOn;

namespace Supervisor.Web.Security;

/// <summary>
/// The framework writes addresses of requests and of its redirects into the log at Information and below: with them the tokens of walls and programs, the key of the first start, and codes of the single sign-on. Who turns these levels
/// on for everything does not mean that; who names the category does. A rule for one provider (<c>Logging:Console</c>) beats all that are for every provider, so each that has rules gets these too.
/// </summary>
internal sealed class AddressesOutOfTheLog : IPostConfigureOptions<LoggerFilterOptions>
{
    private const LogLevel Quiet = LogLevel.Warning;

    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Routing.Matching",
        "Microsoft.AspNetCore.Http.Result.RedirectResult",
        typeof(SingleSignOnHandler).FullName!,
    ];

    /// <inheritdoc />
    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        var providers = options.Rules.Select(x => x.ProviderName).Append(null).Distinct().ToList();
        foreach (var category in Categories)
        {
            foreach (var provider in providers.Where(x => !IsAskedFor(options, x, category))) options.Rules.Add(new LoggerFilterRule(provider, category, Quiet, null));
        }
    }

    private static bool IsAskedFor(LoggerFilterOptions options, string? provider, string category) =>
        options.Rules.Any(x => (x.ProviderName is null || x.ProviderName == provider) && category.Equals(x.CategoryName, StringComparison.OrdinalIgnoreCase) && x.LogLevel < Quiet);
}
