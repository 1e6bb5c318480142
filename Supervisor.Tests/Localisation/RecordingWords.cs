using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Web.Components;

namespace Supervisor.Tests.Localisation;

/// <summary>The app's own translations; remembers what was asked for in Chinese and is not there.</summary>
internal sealed class RecordingWords : IStringLocalizerFactory
{
    private readonly CaseBlindWords _words = new(Options.Create(new LocalizationOptions { ResourcesPath = "Resources" }), NullLoggerFactory.Instance);
    private readonly ConcurrentDictionary<string, bool> _missing = new();

    public IReadOnlyCollection<string> Missing => [.. _missing.Keys.Order(StringComparer.Ordinal)];

    public IStringLocalizer Create(Type resourceSource) => new Localizer(_words.Create(resourceSource), _missing);

    public IStringLocalizer Create(string baseName, string location) => new Localizer(_words.Create(baseName, location), _missing);

    private sealed class Localizer(IStringLocalizer words, ConcurrentDictionary<string, bool> missing) : IStringLocalizer
    {
        public LocalizedString this[string name] => Note(words[name]);

        public LocalizedString this[string name, params object[] arguments] => Note(words[name, arguments]);

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => words.GetAllStrings(includeParentCultures);

        private LocalizedString Note(LocalizedString found)
        {
            if (found.ResourceNotFound && CultureInfo.CurrentUICulture.Name == Language.Chinese.Code) missing.TryAdd(found.Name, true);
            return found;
        }
    }
}
