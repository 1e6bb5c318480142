using System.Reflection;
using System.Resources;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Supervisor.Web.Components;

/// <summary>
/// Finds translations whatever the case of the key: a resource file cannot hold two keys that differ in nothing else, English has them ("Events" over a
/// table, "events" in a sentence), and Chinese has no case.
/// </summary>
internal sealed class CaseBlindWords(IOptions<LocalizationOptions> options, ILoggerFactory loggers) : ResourceManagerStringLocalizerFactory(options, loggers)
{
    private readonly ResourceNamesCache _names = new();
    private readonly ILogger _log = loggers.CreateLogger<CaseBlindWords>();

    protected override ResourceManagerStringLocalizer CreateResourceManagerStringLocalizer(Assembly assembly, string baseName) =>
        new(new ResourceManager(baseName, assembly) { IgnoreCase = true }, assembly, baseName, _names, _log);
}
