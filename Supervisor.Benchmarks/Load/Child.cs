using System.Diagnostics;

namespace Supervisor.Benchmarks.Load;

/// <summary>One of our programs in a process of its own, as an operator would run it.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly IReadOnlyDictionary<string, string> NoEnvironment = new Dictionary<string, string>();
    private readonly Process _process;
    private readonly List<string> _lines = [];

    private Child(Process process) => _process = process;

    public int Id => _process.Id;

    public static Child Start(string project, params string[] arguments) => Start("dotnet", [], NoEnvironment, project, arguments);

    /// <summary>The same, with fewer files and sockets than we may have.</summary>
    public static Child Start(int? openFiles, string project, params string[] arguments) =>
        openFiles is { } files ? Start("prlimit", [$"--nofile={files}:{files}", "dotnet"], NoEnvironment, project, arguments) : Start(project, arguments);

    /// <summary>The same, with settings of the runtime.</summary>
    public static Child Start(IReadOnlyDictionary<string, string> environment, string project, params string[] arguments) => Start("dotnet", [], environment, project, arguments);

    private static Child Start(string program, string[] before, IReadOnlyDictionary<string, string> environment, string project, string[] arguments)
    {
        var start = new ProcessStartInfo(program, before) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // a process that is killed would leave its debugger's pipes behind
        start.ArgumentList.Add(Binary(project));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var child = new Child(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a command to its end and gives what it printed.</summary>
    public static async Task<string> RunAsync(string project, params string[] arguments)
    {
        var (exitCode, output) = await EndedAsync(project, arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{project} {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
    }

    /// <summary>The same, whatever its exit code.</summary>
    public static async Task<(int ExitCode, string Output)> EndedAsync(string project, params string[] arguments)
    {
        await using var child = Start(project, arguments);
        await child._process.WaitForExitAsync();
        return (child._process.ExitCode, child.Output);
    }

    /// <summary>Runs a command in a network namespace of its own, which has nothing but a loopback that is down. Needs root on Linux.</summary>
    public static async Task<(int ExitCode, string Output)> InNamespaceAsync(string project, params string[] arguments)
    {
        await using var child = Start("unshare", ["--net", "dotnet"], NoEnvironment, project, arguments);
        await child._process.WaitForExitAsync();
        return (child._process.ExitCode, child.Output);
    }

    public string Output
    {
        get
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }

    /// <summary>Processor time of all threads so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory in use, in MB (resident set).</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>Open sockets.</summary>
    public int Sockets => Directory.EnumerateFiles($"/proc/{Id}/fd").Count(file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);

    public int Threads
    {
        get
        {
            _process.Refresh();
            return _process.Threads.Count;
        }
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Ends it with SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to stop, as a service manager does.</summary>
    public async Task StopAsync()
    {
        if (_process.HasExited) return;
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    /// <summary>The repository, found upwards from the running binary.</summary>
    public static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Supervisor.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("Run the benchmarks from the repository.");
    }

    private static string Binary(string project)
    {
        // built beside us, in the same configuration: .../Supervisor.Benchmarks/bin/Release/net10.0
        var output = Path.GetRelativePath(Path.Combine(Repository(), "Supervisor.Benchmarks"), AppContext.BaseDirectory);
        return Path.Combine(Repository(), project, output, project + ".dll");
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lines) _lines.Add(line);
    }
}
