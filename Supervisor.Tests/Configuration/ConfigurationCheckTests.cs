using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Supervisor.Web.Configuration;

namespace Supervisor.Tests.Configuration;

public sealed class ConfigurationCheckTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("configuration").FullName;

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public void Run_Defaults_AreGood() => Assert.Empty(Check());

    [Theory]
    [InlineData("Urls", "localhost")]
    [InlineData("Urls", "http://127.0.0.1:5080/path")]
    [InlineData("Simulator:Enabled", "maybe")]
    [InlineData("Simulator:Agents", "0")]
    [InlineData("Sessions:SignInsPerSecond", "0")]
    [InlineData("Sessions:SignInsPerSecond", "many")]
    [InlineData("Sessions:MaxConcurrentSignIns", "1001")]
    [InlineData("Sessions:PollGap", "00:00:00.100")]
    [InlineData("Sessions:PollGap", "soon")]
    [InlineData("Sessions:PollDeadline", "00:00:04.900")]
    [InlineData("Sessions:PollDeadline", "00:01:31")]
    [InlineData("Sessions:SourceAddresses:0", "here")]
    [InlineData("Sessions:SourceAddresses:0", "203.0.113.1")]
    [InlineData("Sessions:SourceAddresses", "127.0.0.1")]
    [InlineData("Simulator:Speed", "0")]
    [InlineData("Simulator:Speed", "NaN")]
    [InlineData("Alerts:Mail", "mail.example")]
    [InlineData("Kestrel:Certificates:Default:Path", "cert.pem")]
    [InlineData("Kestrel:Endpoints:Https:Certificate:KeyPath", "key.pem")]
    [InlineData("History:RetentionDays", "0")]
    [InlineData("History:RecognitionRetentionDays", "0")]
    [InlineData("History:RecognitionRetentionDays", "761")]
    [InlineData("History:WarnFreeMegabytes", "-1")]
    [InlineData("Security:RevalidateSeconds", "0")]
    [InlineData("Security:RevalidateSeconds", "121")]
    [InlineData("SingleSignOn:SessionHours", "long")]
    [InlineData("Alerts:RetentionDays", "0")]
    [InlineData("Alerts:Mail:Port", "no")]
    [InlineData("Alerts:Mail:Tls", "perhaps")]
    [InlineData("Alerts:Mail:From", "boss@example.org", "Alerts:Mail:Host")]
    public void Run_OneBadValue_IsNamedByItsKey(string key, string value, string? named = null) => Assert.Equal([named ?? key], Check((key, value)).Select(x => x.Key));

    [Theory]
    [InlineData("Urls", "http://*:5080;https://+:5443;http://[::]:1")]
    [InlineData("Sessions:PollGap", "00:00:00.500")]
    [InlineData("Sessions:PollDeadline", "00:01:30")]
    [InlineData("Sessions:SourceAddresses:0", "127.0.0.1")]
    [InlineData("Sessions:Limit", "")]
    [InlineData("Simulator:Enabled", "false")]
    [InlineData("History:RecognitionRetentionDays", "760")]
    public void Run_GoodValue_IsTaken(string key, string value) => Assert.Empty(Check((key, value)));

    [Fact]
    public void Run_SeveralBad_AreAllReported()
    {
        var errors = Check(
            ("Urls", "x"), ("History:RetentionDays", "-1"), ("Gateways:0:Name", "g"), ("Gateways:0:BaseUrl", "ftp://h/"), ("Gateways:0:Mode", "Pull"),
            ("Gateways:1:Name", "G"), ("Gateways:1:BaseUrl", "https://h/"), ("Gateways:1:Mode", "Push"), ("Gateways:1:AllowInvalidCertificate", "yes"));

        Assert.Equal(
            ["Gateways:0:BaseUrl", "Gateways:0:Mode", "Gateways:1:AllowInvalidCertificate", "Gateways:1:CallbackBaseUrl", "Gateways:1:Name", "History:RetentionDays", "Urls"],
            errors.Select(x => x.Key).Order(StringComparer.Ordinal));
    }

    /// <summary>A new option is walked too: it must not be the first that ends the start with a stack trace.</summary>
    [Fact]
    public void Run_EveryOptionUnreadable_EachIsNamedAloneAndTogether()
    {
        var keys = (from type in typeof(ConfigurationCheck).Assembly.GetTypes()
                    let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)
                    where type.Name.EndsWith("Options", StringComparison.Ordinal) && section is not null
                    from key in KeysOf(type, (string)section.GetValue(null)!)
                    select key).ToList();
        Assert.Superset(new HashSet<string> { "Simulator:Speed", "Sessions:Limit", "Sessions:PollGap", "History:RecognitionRetentionDays", "Alerts:Mail:Tls", "SingleSignOn:SessionHours" }, keys.ToHashSet());

        Assert.All(keys, key => Assert.Equal([key], Check((key, "abc")).Select(x => x.Key)));
        Assert.Equal(keys.Order(StringComparer.Ordinal), Check([.. keys.Select(key => (key, "abc"))]).Select(x => x.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_OneUnreadable_HidesNoOther()
    {
        var errors = Check(
            ("Sessions:SignInsPerSecond", "abc"), ("Sessions:PollGap", "00:00:10"), ("Sessions:MaxConcurrentSignIns", "0"), ("History:WarnFreeMegabytes", "abc"), ("History:RetentionDays", "0"),
            ("Alerts:Mail:Port", "abc"), ("Alerts:RetentionDays", "0"), ("SingleSignOn:SessionHours", "abc"), ("SingleSignOn:Authority", "http://elsewhere.example"));

        var keys = errors.Select(x => x.Key).ToHashSet();
        foreach (var key in (string[])["Sessions:SignInsPerSecond", "Sessions:PollGap", "Sessions:MaxConcurrentSignIns", "History:WarnFreeMegabytes", "History:RetentionDays", "Alerts:Mail:Port", "Alerts:RetentionDays", "SingleSignOn:SessionHours", "SingleSignOn:Authority"])
            Assert.Contains(key, keys);
    }

    [Fact]
    public void Run_DataDirectoryIsAFile_IsNamed()
    {
        var file = Path.Combine(_directory, "file");
        File.WriteAllText(file, "");

        Assert.Equal(["Data:Directory"], Check(("Data:Directory", Path.Combine(file, "data"))).Select(x => x.Key));
    }

    private static IEnumerable<string> KeysOf(Type options, string section)
    {
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var key = $"{section}:{property.Name}";
            if (property.PropertyType == typeof(string) || (property.PropertyType.IsValueType && !property.CanWrite)) continue;
            if (property.PropertyType.IsValueType) yield return key;
            else if (property.PropertyType.IsAssignableTo(typeof(IEnumerable))) yield return $"{key}:0";
            else foreach (var inner in KeysOf(property.PropertyType, key)) yield return inner;
        }
    }

    private IReadOnlyList<ConfigurationError> Check(params (string Key, string Value)[] settings)
    {
        var values = settings.Prepend(("Data:Directory", Path.Combine(_directory, "data"))).GroupBy(x => x.Item1).ToDictionary(x => x.Key, x => (string?)x.Last().Item2);
        return ConfigurationCheck.Run(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
