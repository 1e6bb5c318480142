using Supervisor.Domain.Agents;
using Supervisor.Simulator;

namespace Supervisor.Tests.MainJob;

/// <summary>The state asked for at sign-in (seed text "Signing In", triggered events), in both modes of getting events.</summary>
public sealed class SignInStatusTests
{
    private static readonly SimulatorOptions Quiet = new() { Agents = 3, Scenario = false, PollHold = TimeSpan.FromMilliseconds(500) };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SignIn_EachStatus_EndsInItsState(bool push)
    {
        await using var site = push ? await LiveSite.StartPushAsync(Quiet) : await LiveSite.StartAsync(Quiet);
        var lines = site.Simulator.AgentsCsv().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var column = Array.IndexOf(lines[0].Split(','), "signInStatus");
        await site.ImportAsync(LiveSite.Gateway, string.Join('\n', lines.Select((line, i) => i == 0 ? line : With(line, column, i + 2))));

        await site.UntilAsync(0, AgentState.Busy);
        await site.UntilAsync(1, AgentState.Idle);
        await site.UntilAsync(2, AgentState.WrapUp);
    }

    private static string With(string line, int column, int status)
    {
        var cells = line.Split(',');
        cells[column] = status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return string.Join(',', cells);
    }
}
