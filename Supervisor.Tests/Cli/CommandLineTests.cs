using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Simulator;
using Supervisor.Web.Cli;

namespace Supervisor.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private const string Url = "https://h:8043/agentgateway/resource/";

    private readonly string _directory = Directory.CreateTempSubdirectory("people-cli").FullName;
    private readonly List<string> _settings = [];
    private string _output = "";
    private string _error = "";

    private string Data => Path.Combine(_directory, "data");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, true);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(false, "--Urls http://127.0.0.1:1 --Simulator:Agents 5")]
    [InlineData(false, "--environment=Development --contentRoot=x")]
    [InlineData(true, "agents list")]
    [InlineData(true, "--Data:Directory x agents list")]
    [InlineData(true, "agnets")]
    [InlineData(true, "--help")]
    public void IsCommand_Arguments_AreToldApart(bool expected, string line) =>
        Assert.Equal(expected, CommandLine.IsCommand(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public async Task Gateways_AddedListedRemoved_ExitCodesAreRight()
    {
        Assert.Equal(0, await RunAsync("gateways", "add", "g1", Url, "--allow-invalid-certificate"));
        Assert.Contains("WARNING", _error, StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync("gateways", "add", "g1", Url));
        Assert.Contains("already", _error, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("gateways", "list"));
        Assert.Contains("ACCEPTS ANY CERTIFICATE", _output, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("gateways", "remove", "g1"));
        Assert.Equal(1, await RunAsync("gateways", "remove", "g1"));
    }

    [Fact]
    public async Task Schedules_ListedAndRun_FileIsThereAndExitCodesAreRight()
    {
        Assert.Equal(1, await RunAsync("history", "schedules", "run", "nightly"));
        Assert.Contains("no schedule nightly", _error, StringComparison.Ordinal);
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "supervisor.db")};Pooling=False"))
        {
            connection.Open();
            using var insert = connection.CreateCommand();
            insert.CommandText = """
                INSERT INTO Schedules (Name, Content, Filter, Period, Zone, Format, MinuteOfDay, Weekdays, Enabled, SettledThrough, State, Attempts, Acknowledged)
                VALUES ('nightly', 'Events', 'agent=291', 'Yesterday', 'Europe/Berlin', 'jsonl', 360, 127, 1, 0, 'New', 0, 0)
                """;
            insert.ExecuteNonQuery();
        }
        Assert.Equal(0, await RunAsync("history", "schedules", "list"));
        Assert.Contains("nightly  yesterday  jsonl  every day at 06:00 Europe/Berlin  next ", _output, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("history", "schedules", "run", "Nightly"));
        Assert.Single(Directory.GetFiles(Path.Combine(Data, "exports"), "nightly_*.jsonl"));
        Assert.Equal(0, await RunAsync("history", "schedules", "list"));
        Assert.Contains("Done: nightly_", _output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agents_ImportedListedRemoved_ExitCodesAreRight()
    {
        await RunAsync("gateways", "add", "g1", Url);
        Assert.Equal(0, await RunAsync("agents", "import", await FileAsync("agentId,phoneNumber,password\n101,1,Secret-77\n102,2,\n")));
        Assert.Equal(0, await RunAsync("agents", "list", "--json"));
        Assert.Contains("\"agentId\": \"101\"", _output, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret-77", _output, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("agents", "remove", "101", "--gateway", "g1"));
        Assert.Equal(1, await RunAsync("agents", "remove", "101", "--gateway", "g1"));
        Assert.Equal(64, await RunAsync("agents", "remove", "101"));
    }

    [Fact]
    public async Task AgentsImport_BadFile_NamesEveryLineAndImportsNothing()
    {
        await RunAsync("gateways", "add", "g1", Url);

        Assert.Equal(1, await RunAsync("agents", "import", await FileAsync("agentId,phoneNumber\n101,1\nx,1\n103,\n")));

        Assert.Contains("line 3, agentId:", _error, StringComparison.Ordinal);
        Assert.Contains("line 4, phoneNumber:", _error, StringComparison.Ordinal);
        Assert.Equal("", _output);
        await RunAsync("agents", "list");
        Assert.Equal("", _output);
    }

    [Fact]
    public async Task AgentsImport_SeveralGateways_NeedsAName()
    {
        await RunAsync("gateways", "add", "g1", Url);
        await RunAsync("gateways", "add", "g2", Url);
        var file = await FileAsync("agentId,phoneNumber\n101,1\n");

        Assert.Equal(1, await RunAsync("agents", "import", file));
        Assert.Equal(1, await RunAsync("agents", "import", file, "--gateway", "g3"));
        Assert.Equal(0, await RunAsync("agents", "import", file, "--gateway", "g2"));
        Assert.Equal(1, await RunAsync("agents", "import", file + ".missing"));
    }

    [Fact]
    public async Task Users_AddedDisabled_PasswordComesByStdin()
    {
        Assert.Equal(0, await RunAsync(["users", "add", "ann", "--role", "admin", "--role", "viewer", "--password-stdin"], "correct horse battery\n"));
        Assert.Equal(0, await RunAsync(["users", "add", "bob", "--role", "admin", "viewer", "--password-stdin"], "correct horse battery\n"));
        Assert.Equal(1, await RunAsync(["users", "add", "eve", "--role", "admin", "--password-stdin"], "short\n"));
        Assert.Equal(64, await RunAsync(["users", "add", "eve", "--role", "boss", "--password-stdin"], "correct horse battery\n"));
        Assert.Equal(64, await RunAsync(["users", "add", "eve", "--role", "admin"], "correct horse battery\n"));
        Assert.Contains("--password-stdin is required", _error, StringComparison.Ordinal);
        Assert.Equal(64, await RunAsync(["users", "set-password", "ann"], "another long one\n"));
        Assert.Equal(64, await RunAsync(["users", "set-password", "ann", "--password-stdin"], ""));
        Assert.Equal(0, await RunAsync(["users", "set-password", "ann", "--password-stdin"], "another long one\n"));
        Assert.Equal(0, await RunAsync("users", "disable", "bob"));
        Assert.Equal(1, await RunAsync("users", "disable", "ann"));
        Assert.Equal(0, await RunAsync("users", "list"));
        Assert.Equal("ann  admin,viewer\nbob  admin,viewer  disabled\n", _output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task TokensAdd_Good_PrintsTheTokenAlone()
    {
        Assert.Equal(0, await RunAsync("tokens", "add", "t1", "--role", "viewer"));
        var token = Assert.Single(_output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("sup_", token, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("tokens", "list"));
        Assert.DoesNotContain(token.Trim(), _output, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("tokens", "revoke", "t1"));
        Assert.Equal(1, await RunAsync("tokens", "revoke", "t1"));
    }

    [Fact]
    public async Task Doctor_GatewayFault_IsToldAndNotZero()
    {
        await RunAsync("gateways", "add", "g1", Url);

        Assert.Equal(1, await RunAsync(["doctor"], "", (_, _) => Task.FromResult<string?>("connection refused")));
        Assert.Contains("gateway g1 at https://h:8043/agentgateway/resource/: connection refused", _output, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(["doctor"], "", (_, _) => Task.FromResult<string?>(null)));
    }

    [Fact]
    public async Task Doctor_RealGateway_IsGoodWhileItRuns()
    {
        var server = await SimulatorServer.StartAsync(new SimulatorOptions { Agents = 1 }, TimeProvider.System, NullLoggerFactory.Instance, default);
        await using (server)
        {
            Assert.Equal(0, await RunAsync("gateways", "add", "g1", server.BaseUri.ToString()));
            Assert.Equal(0, await RunAsync("doctor"));
            Assert.Contains("clock of gateway g1: good", _output, StringComparison.Ordinal);
            Assert.Matches(@"room for polling sessions, as this shell is limited \(open files: .+; ports for each gateway: .+\): good", _output);
            Assert.Contains("stored passwords: good", _output, StringComparison.Ordinal);
        }

        Assert.Equal(1, await RunAsync("doctor"));
        Assert.Matches("gateway g1 at .*: .+", _output);
    }

    [Fact]
    public async Task Run_BadConfiguration_PrintsEveryErrorAndMakesNothing()
    {
        _settings.AddRange(["--Gateways:0:Name", "-", "--Gateways:0:BaseUrl", "x", "--Sessions:PollGap", "soon", "--History:RetentionDays=0", "--Simulator:Enabled=maybe"]);

        Assert.Equal(78, await RunAsync("agents", "list"));

        foreach (var key in (string[])["Gateways:0:Name:", "Gateways:0:BaseUrl:", "Sessions:PollGap:", "History:RetentionDays:", "Simulator:Enabled:"])
            Assert.Contains(key, _error, StringComparison.Ordinal);
        Assert.Equal("", _output);
        Assert.False(File.Exists(Path.Combine(Data, "supervisor.db")));
    }

    [Fact]
    public async Task Run_DeclaredGateways_AreThereForTheFirstCommand()
    {
        _settings.AddRange(["--Gateways:0:Name=site", $"--Gateways:0:BaseUrl={Url}"]);

        Assert.Equal(0, await RunAsync("gateways", "list"));

        Assert.StartsWith("site  ", _output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_WithoutAStore_RefusesAndNamesTheDirectory()
    {
        Assert.Equal(78, await RunAsync("backup", "x.backup"));

        Assert.Contains($"There is no store in {Data}", _error, StringComparison.Ordinal);
        Assert.Contains("Data__Directory", _error, StringComparison.Ordinal);
        Assert.Equal("", _output);
        Assert.False(File.Exists(Path.Combine(Data, "supervisor.db")));
    }

    [Fact]
    public async Task Run_FirstCommandOfAStore_SaysWhereItWasMade()
    {
        Assert.Equal(0, await RunAsync("history", "verify"));
        Assert.Contains($"A new store was made in {Data}", _error, StringComparison.Ordinal);
        Assert.StartsWith($"Nothing to verify: {Path.Combine(Data, "supervisor.db")} holds no events.", _output, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("tokens", "list"));
        Assert.Equal("", _error);
        Assert.Equal(0, await RunAsync("doctor"));
        Assert.Contains($"data directory: {Data}\n", _output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoSuchCommand_IsUsage()
    {
        Assert.Equal(64, await RunAsync("agnets", "list"));
        Assert.Equal(64, await RunAsync("agents"));
        Assert.Equal("", _output);
    }

    [Fact]
    public async Task Run_Help_IsDone()
    {
        Assert.Equal(0, await RunAsync("--help"));
        Assert.Contains("gateways", _output, StringComparison.Ordinal);
    }

    private async Task<string> FileAsync(string text)
    {
        var file = Path.Combine(_directory, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, text);
        return file;
    }

    private Task<int> RunAsync(params string[] args) => RunAsync(args, "");

    private async Task<int> RunAsync(string[] args, string input, DoctorCommand.GatewayProbe? probe = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync([.. args, "--Data:Directory", Data, .. _settings], new Terminal(new StringReader(input), output, error), probe);
        (_output, _error) = (output.ToString(), error.ToString());
        return code;
    }
}
