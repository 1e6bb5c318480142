using System.Globalization;
using System.Net;
using Supervisor.Web.Alerts;
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
        .. Simulator(configuration),
        .. Gateways(configuration),
        .. Sessions(configuration),
        .. History(configuration),
        .. Security(configuration),
        .. SingleSignOn(configuration),
        .. Alerts(configuration),
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

    private static string? WhyNotWritable(DataDirectory directory)
    {
        try
        {
            directory.Create();
            foreach (var place in (string[])[directory.Root, directory.Keys])
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

    private static IEnumerable<ConfigurationError> Simulator(IConfiguration configuration) =>
    [
        .. Flag(configuration, "Simulator:Enabled"),
        .. Whole(configuration, "Simulator:Agents", 1, 10_000),
    ];

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

    private static ConfigurationError[] Sessions(IConfiguration configuration)
    {
        var options = new SessionOptions();
        ConfigurationError[] unreadable =
        [
            .. Whole(configuration, "Sessions:SignInsPerSecond", int.MinValue, int.MaxValue),
            .. Whole(configuration, "Sessions:MaxConcurrentSignIns", int.MinValue, int.MaxValue),
            .. Duration(configuration, "Sessions:PollGap"),
        ];
        if (unreadable.Length > 0) return unreadable;
        configuration.GetSection(SessionOptions.Section).Bind(options);
        return options.Errors().Select(x => new ConfigurationError(x.Key, x.Error)).ToArray();
    }

    private static ConfigurationError[] History(IConfiguration configuration)
    {
        var options = new HistoryOptions();
        ConfigurationError[] unreadable =
        [
            .. Whole(configuration, "History:RetentionDays", int.MinValue, int.MaxValue),
            .. Whole(configuration, "History:RecognitionRetentionDays", int.MinValue, int.MaxValue),
            .. Whole(configuration, "History:WarnFreeMegabytes", int.MinValue, int.MaxValue),
        ];
        if (unreadable.Length > 0) return unreadable;
        configuration.GetSection(HistoryOptions.Section).Bind(options);
        return options.Errors().Select(x => new ConfigurationError(x.Key, x.Error)).ToArray();
    }

    private static IEnumerable<ConfigurationError> Security(IConfiguration configuration) => Whole(configuration, $"{SecurityOptions.Section}:{nameof(SecurityOptions.RevalidateSeconds)}", 1, SecurityOptions.MostSeconds);

    private static ConfigurationError[] SingleSignOn(IConfiguration configuration)
    {
        ConfigurationError[] unreadable = [.. Whole(configuration, $"{SingleSignOnOptions.Section}:{nameof(SingleSignOnOptions.SessionHours)}", int.MinValue, int.MaxValue)];
        if (unreadable.Length > 0) return unreadable;
        return SingleSignOnRules.Check(SingleSignOnOptions.From(configuration)).Select(x => new ConfigurationError(x.Key, x.Error)).ToArray();
    }

    private static ConfigurationError[] Alerts(IConfiguration configuration)
    {
        var options = new AlertOptions();
        ConfigurationError[] unreadable =
        [
            .. Whole(configuration, "Alerts:RetentionDays", int.MinValue, int.MaxValue),
            .. Whole(configuration, "Alerts:Mail:Port", int.MinValue, int.MaxValue),
            .. Flag(configuration, "Alerts:Mail:Tls"),
        ];
        if (unreadable.Length > 0) return unreadable;
        configuration.GetSection(AlertOptions.Section).Bind(options);
        return options.Errors().Select(x => new ConfigurationError(x.Key, x.Error)).ToArray();
    }

    private static IEnumerable<ConfigurationError> Whole(IConfiguration configuration, string key, int least, int most)
    {
        if (configuration[key] is not { } text) yield break;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) yield return new(key, $"'{text}' is not a whole number");
        else if (number < least || number > most) yield return new(key, $"must be {least} to {most}");
    }

    private static IEnumerable<ConfigurationError> Duration(IConfiguration configuration, string key)
    {
        if (configuration[key] is { } text && !TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _)) yield return new(key, $"'{text}' is not a time span like 00:00:00.200");
    }

    private static IEnumerable<ConfigurationError> Flag(IConfiguration configuration, string key)
    {
        if (configuration[key] is { } text && !bool.TryParse(text, out _)) yield return new(key, $"'{text}' must be true or false");
    }
}
