using Supervisor.Tests.History;
using Supervisor.Tests.Persistence;

namespace Supervisor.Tests.Localisation;

public sealed class ExportLanguageTests
{
    [Theory]
    [InlineData("/api/v1/events/export?format=csv")]
    [InlineData("/api/v1/events/export?format=jsonl")]
    [InlineData("/api/v1/statistics/export?format=csv&from=2026-11-20&to=2026-11-21")]
    [InlineData("/api/v1/codes")]
    public async Task Answers_ToPrograms_AreTheSameInEveryLanguage(string address)
    {
        await using var app = new HistoryApp("manager");
        using var client = app.CreateClient();
        app.Append([TempStore.Event(1), TempStore.Event(1_234)]);
        Assert.Equal(await GetAsync(client, address, "en"), await GetAsync(client, address, "zh-Hans"));
    }

    private static async Task<string> GetAsync(HttpClient client, string address, string language)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, address);
        question.Headers.Add("Accept-Language", language);
        question.Headers.Add("Cookie", "language=" + language);
        using var answer = await client.SendAsync(question);
        return answer.StatusCode + await answer.Content.ReadAsStringAsync();
    }
}
