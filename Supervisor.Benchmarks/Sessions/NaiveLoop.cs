using System.Net.Http.Json;
using System.Text.Json;

namespace Supervisor.Benchmarks.Sessions;

/// <summary>
/// What anybody would write first, kept to be compared with: one <see cref="HttpClient"/>, <c>GetFromJsonAsync</c>, <c>Task.Delay</c>. It does nothing with what it receives,
/// and shows no GUID: its gateway asks for none.
/// </summary>
internal static class NaiveLoop
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(200);

    /// <summary>Signs every agent of the import file in and polls until it is stopped.</summary>
    public static async Task RunAsync(Uri gateway, string csv)
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var http = new HttpClient(handler) { BaseAddress = gateway };
        // spread as ours are: polls that come in a crowd are cheaper than polls that come one by one
        var pacer = LeanClient.Pace().SignIns;
        await Task.WhenAll(ImportFile.Read(csv).Select(async agent =>
        {
            using var turn = await pacer.EnterAsync(CancellationToken.None);
            using (var answer = await http.PutAsJsonAsync($"onlineagent/{agent.Id}", new { password = agent.Password, phonenum = agent.Phone })) answer.EnsureSuccessStatusCode();
            using (var answer = await http.PostAsync(new Uri(gateway, $"onlineagent/{agent.Id}/resetskill/true"), null)) answer.EnsureSuccessStatusCode();
            turn.Dispose();
            while (true)
            {
                await http.GetFromJsonAsync<JsonElement>($"agentevent/{agent.Id}");
                await Task.Delay(Gap, TimeProvider.System);
            }
        }));
    }
}
