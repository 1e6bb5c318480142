using System.CommandLine;

namespace Supervisor.Benchmarks.Sessions;

/// <summary>The drivers of this folder.</summary>
internal static class SessionCommands
{
    public static IEnumerable<Command> All()
    {
        var (many, room, minutes) = (Driver.Agents(10_000), Driver.Agents(3000, "as many as there is room for; 30 % more are wanted"), Driver.Minutes());
        Option<bool> https = new("--https");
        Option<bool> http2 = new("--http2") { Description = "over HTTPS, HTTP/2 where the client wants it" };
        yield return Driver.Command("sessions", "thousands of polling sessions, against the naive loop", "Thousands of polling sessions", [many, minutes, https, http2],
            parsed => SessionLoad.RunAsync(parsed.GetValue(many), parsed.MinutesOf(minutes), parsed.GetValue(https) || parsed.GetValue(http2), parsed.GetValue(http2)));
        yield return Driver.Command("recovery", "thousands of sessions sign in, and come back after an outage", "Mass sign-in and recovery", [many, https, http2],
            parsed => Recovery.RunAsync(parsed.GetValue(many), parsed.GetValue(http2) ? ["--http2"] : parsed.GetValue(https) ? ["--https"] : []));
        yield return Driver.Command("limits", "more sessions wanted than the process may hold", "More sessions than there is room for", [room, minutes],
            parsed => Overbooking.RunAsync(parsed.GetValue(room), parsed.MinutesOf(minutes)));
        yield return Driver.Command("push", "thousands of agents whose events are pushed, against polls", "Pushed, not polled", [many, minutes],
            parsed => PushLoad.RunAsync(parsed.GetValue(many), parsed.MinutesOf(minutes)));

        Option<string> gateway = new("--gateway") { Required = true };
        Option<string> agents = new("--csv") { Required = true };
        yield return Driver.Part("naive", "the naive loop, until it is stopped", [gateway, agents], async parsed =>
        {
            await await Task.WhenAny(ClientAlone.TellGarbageAsync(), NaiveLoop.RunAsync(new Uri(parsed.GetValue(gateway)!), parsed.GetValue(agents)!));
            return true;
        });
        yield return Driver.Part("client", "our sessions without the app, until they are stopped", [gateway, agents], async parsed =>
        {
            await await Task.WhenAny(ClientAlone.TellGarbageAsync(), LeanClient.RunAsync(new Uri(parsed.GetValue(gateway)!), parsed.GetValue(agents)!));
            return true;
        });
    }
}
