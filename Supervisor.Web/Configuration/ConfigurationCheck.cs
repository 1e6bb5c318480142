using Supervisor.Web.Alerts;
using Supervisor.Web.Demo;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;
using Supervisor.Web.Security.SingleSignOn;
using SessionOptions = Supervisor.Web.Sessions.SessionOptions;

namespace Supervisor.Web.Configuration;

/// <summary>One thing that is wrong in the configuration.</summary>
/// <param name="Key">The key, as it is written with colons.</param>
/// <param name="Message">What is wrong; never the value of a secret.</param>
public sealed record ConfigurationError(string Key, string Message)
{
    /// <summary>For the console.</summary>
    public override string ToString() => $"{Key}: {Message}";
}

/// <summary>Looks at everything that can be configured before anything starts, and reports all errors together.</summary>
public static class ConfigurationCheck
{
    /// <summary>Exit code for bad configuration (EX_CONFIG of sysexits.h).</summary>
    public const int ExitCode = 78;

    /// <summary>Every error, in the order of surface.md; empty when all is well.</summary>
    public static IReadOnlyList<ConfigurationError> Run(IConfiguration configuration) =>
    [
        .. Urls(configuration),
        .. Data(configuration),
        .. Options<EmbeddedGatewayOptions>(configuration, EmbeddedGatewayOptions.Section, options => options.Errors()),
        .. Gateways(configuration),
        .. Options<SessionOptions>(configuration, SessionOptions.Section, options => options.Errors()),
        .. Options<HistoryOptions>(configuration, HistoryOptions.Section, options => options.Errors()),
        .. Options<SecurityOptions>(configuration, SecurityOptions.Section, options => options.Errors()),
        .. Section(configuration, SingleSignOnOptions.Section, typeof(SingleSignOnOptions), readable => SingleSignOnRules.Check(SingleSignOnOptions.From(readable))),
        .. Options<AlertOptions>(configuration, AlertOptions.Section, options => options.Errors()),
        .. ServerCertificates(configuration),
    ];

    /// <summary>Prints every error; the caller returns <see cref="ExitCode"/>.</summary>
    public static void Print(IReadOnlyList<ConfigurationError> errors, TextWriter output)
    {
        output.WriteLine("The configuration has errors. Nothing was started.");
        foreach (var error in errors) output.WriteLine($"  {error}");
    }

    private static IEnumerable<ConfigurationError> Urls(IConfiguration configuration)
    {
        foreach (var url in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // * and + stand for every address, which Uri does not know
            var known = url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal);
            if (!Uri.TryCreate(known, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.AbsolutePath != "/")
                yield return new("Urls", $"'{url}' must be like http://127.0.0.1:5080; separate several by semicolons");
        }
    }

    private static IEnumerable<ConfigurationError> Data(IConfiguration configuration)
    {
        if (configuration[DataDirectory.Key] is { Length: > 0 } configured && configured.Contains('\0', StringComparison.Ordinal))
        {
            yield return new(DataDirectory.Key, "is not a path");
            yield break;
        }

        var directory = DataDirectory.From(configuration);
        if (WhyNotWritable(directory) is { } fault) yield return new(DataDirectory.Key, fault);
    }

    // Only tries: as long as nothing was started, nothing is made, and nobody's rights are changed.
    private static string? WhyNotWritable(DataDirectory directory)
    {
        try
        {
            foreach (var place in (string[])[NearestThere(directory.Root), NearestThere(directory.Keys)])
            {
                var probe = Path.Combine(place, $".probe-{Guid.NewGuid():N}");
                File.WriteAllBytes(probe, [0]);
                File.Delete(probe);
            }

            if (File.Exists(directory.Database)) using (File.Open(directory.Database, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite)) { }
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"cannot be written: {fault.Message}";
        }
    }

    /// <summary>The directory itself, or the one in which it would be made.</summary>
    private static string NearestThere(string directory)
    {
        var place = directory;
        while (!Directory.Exists(place))
        {
            if (File.Exists(place)) throw new IOException($"{place} is a file.");
            place = Path.GetDirectoryName(place) ?? throw new IOException($"{directory} is not there.");
        }

        return place;
    }

    private static IEnumerable<ConfigurationError> Gateways(IConfiguration configuration)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, form) in DeclaredGateways.Read(configuration))
        {
            foreach (var error in GatewayRules.Check(form)) yield return new($"{key}:{error.Field}", error.Text);
            if (form.Name.Length > 0 && !names.Add(form.Name)) yield return new($"{key}:Name", $"'{form.Name}' is declared twice");
            if (configuration[$"{key}:Mode"] is { Length: > 0 } mode && !Enum.GetNames<EventMode>().Contains(mode, StringComparer.OrdinalIgnoreCase))
                yield return new($"{key}:Mode", "must be Poll or Push");
            foreach (var error in Flag(configuration, $"{key}:AllowInvalidCertificate")) yield return error;
            foreach (var error in Flag(configuration, $"{key}:Subscription:Enabled")) yield return error;
            foreach (var error in Flag(configuration, $"{key}:Subscription:NlpFlag")) yield return error;
        }
    }

    /// <summary>Only whether the files are there; what is in them is looked at by the server, see <see cref="Startup"/>.</summary>
    private static IEnumerable<ConfigurationError> ServerCertificates(IConfiguration configuration) =>
        from entry in configuration.GetSection("Kestrel").AsEnumerable()
        where entry.Value is { Length: > 0 } && entry.Key.Contains(":Certificate", StringComparison.OrdinalIgnoreCase)
            && (entry.Key.EndsWith(":Path", StringComparison.OrdinalIgnoreCase) || entry.Key.EndsWith(":KeyPath", StringComparison.OrdinalIgnoreCase))
        let file = Path.Combine(AppContext.BaseDirectory, entry.Value)
        where !File.Exists(file)
        select new ConfigurationError(entry.Key, $"the file {file} is not there; a relative path counts from the program's folder");

    private static ConfigurationError[] Options<T>(IConfiguration configuration, string section, Func<T, IEnumerable<(string Key, string Error)>> errors)
        where T : class, new() =>
        Section(configuration, section, typeof(T), readable =>
        {
            var options = new T();
            readable.GetSection(section).Bind(options);
            return errors(options);
        });

    /// <summary>What cannot be read, and what is wrong with the rest: a key that is no number hides no other.</summary>
    private static ConfigurationError[] Section(IConfiguration configuration, string section, Type options, Func<IConfiguration, IEnumerable<(string Key, string Error)>> errors)
    {
        ConfigurationError[] unreadable = [.. UnreadableKeys.Of(configuration.GetSection(section), options)];
        return [.. unreadable, .. errors(Without(configuration, unreadable)).Select(x => new ConfigurationError(x.Key, x.Error))];
    }

    private static IConfiguration Without(IConfiguration configuration, ConfigurationError[] unreadable)
    {
        if (unreadable.Length == 0) return configuration;
        var left = unreadable.Select(x => x.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new ConfigurationBuilder().AddInMemoryCollection(configuration.AsEnumerable().Where(x => x.Value is not null && !left.Contains(x.Key))).Build();
    }

    private static IEnumerable<ConfigurationError> Flag(IConfiguration configuration, string key)
    {
        if (configuration[key] is { } text && !bool.TryParse(text, out _)) yield return new(key, $"'{text}' must be true or false");
    }
}
