using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Sessions;
using Supervisor.Tests.Support;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Fuzz;

/// <summary>What the fuzz runs have found in more than one place at once, each with the input that showed it.</summary>
public sealed class FoundInTheAppTests
{
    [Fact]
    public async Task Result_OfAnAgentThatIsNoNumber_IsNotNamedInTheLog()
    {
        await using var site = new CallbackSite();
        using var answer = await site.PostAsync(RecognitionModule.Path, Encoding.UTF8.GetBytes($$"""{"initialagentid":"{{Corpus.Password}}","asrusercase":"61"}"""), [CallbackSite.ResultToken]);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Contains("the first was of g1", site.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Corpus.Password, site.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_OfAContentThatIsNoUtf8_IsWellFormedInTheApiAndTheExport()
    {
        await using var site = new CallbackSite();
        await site.AddAsync("301");
        byte[] body = [.. """{"workNo":"301","eventList":[{"eventType":"Odd","workNo":"301","content":"""u8, (byte)'"', 0xC3, 0x28, 0xFF, (byte)'"', .. "}]}"u8];
        using var answer = await site.PostAsync(PushReceiver.Path, body, ["301"]);
        Assert.Equal(200, (int)answer.StatusCode);

        using var reader = await site.ReaderAsync();
        var page = await reader.GetByteArrayAsync(new Uri("/api/v1/events?type=Odd", UriKind.Relative));
        Assert.True(Utf8.IsValid(page));
        Assert.Single(JsonDocument.Parse(page).RootElement.GetProperty("items").EnumerateArray());
        var export = await reader.GetByteArrayAsync(new Uri("/api/v1/events/export?format=csv&type=Odd", UriKind.Relative));
        Assert.True(Utf8.IsValid(export));
        Assert.Contains("Odd", Encoding.UTF8.GetString(export), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Corpus.Token, "an event of an unknown type")]
    [InlineData(Corpus.Guid, "an event of an unknown type")]
    [InlineData("AgentEvent_New_Kind", "an event of the unknown type AgentEvent_New_Kind")]
    public async Task Fault_NamesATypeOnlyWhereItLooksLikeOne(string type, string fault)
    {
        var health = await PolledAsync(ScriptedGateway.Ok(new GatewayEvent(type, "291", null, default)), health => health.Fault is not null);
        Assert.Equal(fault, health.Fault);
    }

    [Fact]
    public async Task Note_OfAPollThatTellsThePassword_IsNotKept()
    {
        var reply = GatewayReply.From(new Envelope("888-001", $"{Corpus.Password} is not the password", default, []), SessionTicket.None);
        var health = await PolledAsync(reply, health => health.State.LastCode == "888-001");
        Assert.Null(health.Note);
    }

    // How a session is, once its first poll was answered so.
    private static async Task<SessionHealth> PolledAsync(GatewayReply answer, Func<SessionHealth, bool> until)
    {
        var (time, gateway) = (new ManualTimeProvider(), new ScriptedGateway());
        gateway.Answer("poll", answer);
        using var abandon = new CancellationTokenSource();
        var plan = new AgentPlan(new AgentProfile(new AgentId("g", "291"), "Ann", ""), new AgentCredential { AgentId = "291", PhoneNumber = "40038" }, gateway, default);
        var around = Surroundings.On(time) with { ReadPassword = _ => Corpus.Password };
        var session = new AgentSession(plan, around, NullLogger.Instance);
        var running = session.RunAsync(abandon.Token);
        await Eventually.IsTrueAsync(() =>
        {
            if (until(session.Health)) return true;
            time.Advance(TimeSpan.FromMilliseconds(250));
            return false;
        });
        var health = session.Health;
        await abandon.CancelAsync();
        session.Stop();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return health;
    }
}
