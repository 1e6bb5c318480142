using System.Diagnostics;
using Supervisor.Tests.Support;

namespace Supervisor.Tests.Security;

/// <summary>The scan that CI runs finds what it is for: a scan that never finds anything looks just like a clean tree.</summary>
public sealed class SecretsScanTests : IDisposable
{
    private readonly string _tree = Directory.CreateTempSubdirectory("secrets").FullName;

    public void Dispose() => Directory.Delete(_tree, true);

    [Theory]
    [InlineData("notes.md", "-----BEGIN RSA PRIVATE ", "KEY-----")]
    [InlineData("Program.cs", "var url = \"https://ann:hunter2secret", "@gateway.example/\";")]
    [InlineData("appsettings.json", "{ \"Password\": \"", "Correct-Horse-9\" }")]
    [InlineData("run.cs", "Bearer sup_", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("floor.db", "", "")]
    public async Task Scan_PlantedSecret_IsFoundAndNotPrinted(string file, string begin, string end)
    {
        await File.WriteAllTextAsync(Path.Combine(_tree, file), begin + end);
        var (code, output) = await ScanAsync();
        Assert.Equal(1, code);
        Assert.Contains(file, output, StringComparison.Ordinal);
        if (end.Length > 0) Assert.DoesNotContain(end, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_NothingPlanted_IsClean()
    {
        await File.WriteAllTextAsync(Path.Combine(_tree, "appsettings.json"), "{ \"Password\": \"\", \"BaseUrl\": \"https://h:8043/agentgateway/resource/\" }");
        Assert.Equal((0, ""), await ScanAsync());
    }

    private async Task<(int Code, string Output)> ScanAsync()
    {
        using var scan = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, ".ci", "secrets"), [_tree]) { RedirectStandardOutput = true })!;
        var output = await scan.StandardOutput.ReadToEndAsync();
        await scan.WaitForExitAsync();
        return (scan.ExitCode, output);
    }
}
