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
    [InlineData("Sessions:SourceAddresses:0", "here")]
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

    [Fact]
    public void Run_DataDirectoryIsAFile_IsNamed()
    {
        var file = Path.Combine(_directory, "file");
        File.WriteAllText(file, "");

        Assert.Equal(["Data:Directory"], Check(("Data:Directory", Path.Combine(file, "data"))).Select(x => x.Key));
    }

    private IReadOnlyList<ConfigurationError> Check(params (string Key, string Value)[] settings)
    {
        var values = settings.Prepend(("Data:Directory", Path.Combine(_directory, "data"))).GroupBy(x => x.Item1).ToDictionary(x => x.Key, x => (string?)x.Last().Item2);
        return ConfigurationCheck.Run(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
