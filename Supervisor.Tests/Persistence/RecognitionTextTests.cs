using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Events;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Persistence;

public sealed class RecognitionTextTests
{
    private static ObservedEvent Said(long sequence, string text, string agent = "291", params string[] otherReadings) => TempStore.Event(sequence, agent, Utterance.EventType, "{}") with
    {
        Origin = EventOrigin.Recognition,
        Event = new AgentEvent.Recognised(new Utterance { Stage = UtteranceStage.Final, Readings = [text, .. otherReadings] }),
    };

    private static async Task<IEnumerable<long>> FoundAsync(TempStore store, EventFilter filter) => (await store.AllAsync(filter)).Select(stored => stored.Sequence);

    [Theory]
    [InlineData("cancel", 2, 4)]
    [InlineData("CANCEL MY", 2)]
    [InlineData("取消订单", 3)]
    [InlineData("取消", 3)]
    [InlineData("订单", 3, 6)]
    [InlineData("can sell", 2)] // another reading of the same speech
    [InlineData("ÉTÉ", 7)]
    [InlineData("100%", 8)]
    [InlineData("0%", 8)]
    [InlineData("_o", 8)]
    [InlineData("say \"hi\"", 9)]
    [InlineData("\" OR \"a")]
    [InlineData("nothing like it")]
    public async Task Read_Text_FoundInAnyLanguageAndCase(string text, params int[] expected)
    {
        using var store = await FilledAsync();
        Assert.Equal(expected.Select(n => (long)n), await FoundAsync(store, new EventFilter { Text = text }));
    }

    [Fact]
    public async Task Read_TextWithOtherRestrictions_AllOfThemHold()
    {
        using var store = await FilledAsync();
        Assert.Equal([4], await FoundAsync(store, new EventFilter { Text = "cancel", Agents = ["292", "293"] }));
        Assert.Equal([2], await FoundAsync(store, new EventFilter { Text = "cancel", To = TempStore.Noon.AddSeconds(3) }));
        Assert.Equal([4], await FoundAsync(store, new EventFilter { Text = "cancel", From = TempStore.Noon.AddSeconds(3), Types = [Utterance.EventType], Gateway = "demo", Origin = EventOrigin.Recognition }));
        Assert.Empty(await FoundAsync(store, new EventFilter { Text = "cancel", Gateway = "other" }));
        Assert.Empty(await FoundAsync(store, new EventFilter { Text = "ca", Types = ["AgentState_Ready"] }));
    }

    [Fact]
    public async Task Pages_OfAText_EachOnceInBothDirections()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 300).Select(n => n % 2 == 0 ? TempStore.Event(n) : Said(n, $"good morning {n}")));
        foreach (var text in (string[])["morning", "mo"])
        {
            var filter = new EventFilter { Text = text };
            var seen = new List<long>();
            for (var after = 0L; ;)
            {
                var page = await store.Events.NewerAsync(filter, after, 40, default);
                seen.AddRange(page.Items.Select(item => item.Sequence));
                if (page.Next is not { } next) break;
                after = next;
            }

            Assert.Equal(Enumerable.Range(1, 300).Where(n => n % 2 == 1).Select(n => (long)n), seen);
            Assert.Equal([299L, 297, 295], (await store.Events.OlderAsync(filter, null, 3, default)).Items.Select(item => item.Sequence));
        }
    }

    [Fact]
    public async Task QueryPlan_OfAText_ByTheIndexAndByKeyWithoutASort()
    {
        using var store = await FilledAsync();
        using var connection = SqliteConnections.OpenStore(store.Directory.Database);
        foreach (var newestFirst in (bool[])[true, false])
        {
            var plan = Plan(connection, command => command.CommandText = EventSql.RangeOf(new EventFilter { Text = "cancel", Agents = ["291"] }, newestFirst).Sql);
            Assert.Contains("VIRTUAL TABLE INDEX", plan, StringComparison.Ordinal);
            Assert.Contains("SEARCH Events USING INTEGER PRIMARY KEY", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("SCAN Events", Plan(connection, command => command.CommandText = HistoryPruner.DeleteTexts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_EncryptedOrWithoutWords_NotInTheIndex()
    {
        using var store = await TempStore.CreateAsync();
        store.Append([
            Said(1, "x") with { Event = new AgentEvent.Recognised(new Utterance { Encrypted = true }), Content = Encoding.UTF8.GetBytes("""{"content":"secret words"}""") },
            TempStore.Event(2, content: "\"secret words\""),
        ]);
        Assert.Equal(0, Texts(store));
        Assert.Empty(await FoundAsync(store, new EventFilter { Text = "secret" }));
    }

    [Fact]
    public async Task Append_SequenceTaken_TextOfTheFirstStays()
    {
        using var store = await TempStore.CreateAsync();
        store.Append([Said(1, "the first")]);
        store.Append([Said(1, "the second")]);
        Assert.Equal([1], await FoundAsync(store, new EventFilter { Text = "first" }));
        Assert.Empty(await FoundAsync(store, new EventFilter { Text = "second" }));
    }

    [Fact]
    public async Task Prune_OlderThanRetention_TextsGoWithTheirEvents()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 2_500).Select(n => n % 3 == 0 ? TempStore.Event(n) : Said(n, $"good morning {n}")));
        using var pruner = new HistoryPruner(store.Directory, Options.Create(new HistoryOptions { RetentionDays = 30 }), new FixedDate(TempStore.Noon.AddSeconds(900).AddDays(30)), NullLogger<HistoryPruner>.Instance);
        Assert.Equal(899, await pruner.PruneAsync(default));
        var left = Enumerable.Range(900, 1_601).Where(n => n % 3 != 0).Select(n => (long)n).ToList();
        Assert.Equal(left, await FoundAsync(store, new EventFilter { Text = "morning" }));
        Assert.Equal(left.Count, Texts(store));
    }

    [Fact]
    public async Task Prepare_StoreOfTheFirstVersion_MigratesAndItsEventsStay()
    {
        using var store = new TempStore();
        await using (var db = store.Open()) await db.Database.GetService<IMigrator>().MigrateAsync("20261120000001_Initial");
        using (var connection = SqliteConnections.OpenStore(store.Directory.Database))
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "INSERT INTO Events (Sequence, ReceivedAt, Gateway, AgentId, Origin, Type) VALUES (7, 1, 'demo', '291', 0, 'AgentState_Ready')";
            command.ExecuteNonQuery();
        }

        await store.Startup().PrepareAsync(default);
        store.Append([Said(8, "good morning")]);
        Assert.Equal([7, 8], await FoundAsync(store, EventFilter.Everything));
        Assert.Equal([8], await FoundAsync(store, new EventFilter { Text = "morning" }));
    }

    [Theory]
    [InlineData("取", false)]
    [InlineData("😀", false)]
    [InlineData("取消", true)]
    [InlineData("a\nb", false)]
    public void TextProblem_TooShortOrWithControls_Refused(string text, bool good) => Assert.Equal(good, EventFilter.TextProblem(text) is null);

    private static async Task<TempStore> FilledAsync()
    {
        var store = await TempStore.CreateAsync();
        store.Append([
            TempStore.Event(1, content: "\"cancel\""),
            Said(2, "I want to cancel my order", otherReadings: "I want to can sell my order"),
            Said(3, "我想取消订单"),
            Said(4, "Cancel it", "292"),
            Said(5, "Good morning"),
            Said(6, "我的订单在哪里"),
            Said(7, "l'été prochain"),
            Said(8, "100% sure, snake_order"),
            Said(9, "they say \"hi\" to you"),
        ]);
        return store;
    }

    private static long Texts(TempStore store)
    {
        using var connection = SqliteConnections.OpenStore(store.Directory.Database);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM RecognitionText";
        return (long)command.ExecuteScalar()!;
    }

    private static string Plan(SqliteConnection connection, Action<SqliteCommand> fill)
    {
        using var command = connection.CreateCommand();
        fill(command);
        return QueryPlan.Of(command);
    }
}
