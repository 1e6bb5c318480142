using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Floor;
using Supervisor.Tests.Sessions;
using Supervisor.Tests.Support;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Fuzz;

/// <summary>145,000 mutated answers and callbacks through everything that reads them: a value or nothing, never an exception, and nothing without bounds.</summary>
public sealed class ParserFuzzTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly Uri Gateway = new("https://gateway.example:8043/agentgateway/resource/");
    private static readonly AgentPlan Plan = new(new AgentProfile(new AgentId("g", "291"), "Ann", ""), new AgentCredential { AgentId = "291", PhoneNumber = "40038" }, new ScriptedGateway(), default);

    private readonly UTF8Encoding _strict = new(false, throwOnInvalidBytes: true);
    private FloorSnapshot _floor = FloorReducer.Apply(FloorSnapshot.Empty, new FloorInput.Staffed([Plan.Profile], Noon));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Answers_AreReadOrNot_AndWhatIsReadHasBounds(int seed) => FuzzRun.Over(Corpus.Answers, seed, 35_000, (body, _) =>
    {
        if (Envelope.Parse(body) is not { } envelope) return;
        Assert.InRange(envelope.RetCode.Length, 1, Envelope.LongestRetCode);
        Assert.DoesNotContain(RetCode.Explain(envelope.RetCode), char.IsControl);
        TellsNothing(envelope.RetCode);
        Assert.InRange(envelope.Events.Count, 0, body.Length);

        var signedIn = SignInResult.Read(envelope.Result);
        CanBeShown(signedIn.LoginTime);
        new PasswordStanding(signedIn.MustChangePassword, signedIn.PasswordDaysLeft, Noon).DaysLeftAt(Noon.AddDays(1));
        AgentStatus.Read(envelope.Result);
        var ticket = new SessionTicket("old", null).Refreshed(envelope.Result);
        CanBeSent(ticket);
        if (ServerId.In(GatewayReply.From(envelope, ticket)) is { } serverId)
            Assert.StartsWith("/agentgateway/resource/config/subscribe/handshake/", new Uri(Gateway, "config/subscribe/handshake/" + Uri.EscapeDataString(serverId)).AbsolutePath, StringComparison.Ordinal);
        if (GatewayNote.Of(envelope, Corpus.Secrets) is { } note)
        {
            TellsNothing(note.Text);
            Assert.InRange(note.Text.Length, 0, GatewayNote.Longest);
        }

        foreach (var sent in envelope.Events) Fold(sent);
    });

    [Fact]
    public void Pushes_AreReadOrNot_AndFoldIntoTheFloor()
    {
        var recent = new RecentEvents();
        FuzzRun.Over([.. Corpus.Pushes, .. Corpus.Answers], 3, 30_000, (body, _) =>
        {
            if (PushBody.Parse(body) is not { } push) return;
            Assert.InRange(push.Events.Count, 0, body.Length);
            foreach (var sent in push.Events.Where(recent.IsNew)) Fold(sent);
            recent.Forget(push.Events.Count);
        });
    }

    [Fact]
    public void Results_AreTakenOrRefused_AndWhatIsTakenCanBeReadAgain()
    {
        var (calls, repeats, sequence) = (RecentCalls.None, new RecognitionRepeats(new ManualTimeProvider()), 0L);
        FuzzRun.Over(Corpus.Results, 4, 30_000, (body, _) =>
        {
            using var document = Document(body);
            if (document is null || RecognitionResult.Read(document.RootElement, out var problem) is not { } result) return;
            Assert.Null(problem);
            Assert.InRange(result.AgentId.Length, 1, 32);
            Assert.True(Utf8.IsValid(result.Content));
            Assert.NotNull(RecognitionReading.Parse(result.Content));
            Assert.DoesNotContain(JsonDocument.Parse(result.Content).RootElement.EnumerateObject(), member => member.Name == ServiceToken.Header);
            repeats.IsRepeat(Plan.Id, result);
            calls = ConversationReducer.Apply(calls, result.Utterance, ++sequence, Noon.AddSeconds(sequence));
        });
    }

    [Fact]
    public void Headers_OfAnswers_NeverMakeATicketThatCannotBeSent()
    {
        var ticket = new SessionTicket("old", null);
        FuzzRun.Over(["x"], 5, 10_000, (_, mutator) =>
        {
            using var answer = new HttpResponseMessage();
            for (var headers = mutator.Next(5); headers > 0; headers--)
                answer.Headers.TryAddWithoutValidation(mutator.Of(["Set-GUID", "Guid", "Set-Cookie", "set-cookie"]), mutator.HeaderValue());
            ticket = ticket.After(answer.Headers);
            CanBeSent(ticket);
        });
    }

    [Fact]
    public void Contents_WithAnyTypeAndLength_AreReadOrNot() => FuzzRun.Over(Corpus.Answers, 6, 5_000, (body, mutator) =>
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", mutator.Of(["", "application/json", "application/json; charset=GBK", "text/html; charset=\"gb18030\"", "application/json; charset=nonsense", ";;", "charset=utf-7", mutator.HeaderValue()]));
        var (envelope, failure) = AnswerBody.ReadAsync(content, default).AsTask().GetAwaiter().GetResult();
        Assert.True(envelope is null != failure is null);
    });

    private static JsonDocument? Document(byte[] body)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(body);
        var (document, refusal) = CallbackBody.ReadJsonAsync(context.Request, default).GetAwaiter().GetResult();
        Assert.True(document is null != refusal is null);
        return document;
    }

    private static void TellsNothing(string text) => Assert.DoesNotContain(Corpus.Secrets, secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private static void CanBeSent(SessionTicket ticket)
    {
        Assert.InRange(ticket.Guid?.Length ?? 1, 1, SessionTicket.LongestGuid);
        Assert.InRange(ticket.Cookies?.Length ?? 1, 1, SessionTicket.LongestCookies);
        using var request = new HttpRequestMessage();
        ticket.ApplyTo(request.Headers);
        Assert.All(request.Headers.NonValidated, header => Assert.DoesNotContain(header.Value.ToString(), letter => letter is < ' ' or > '~'));
    }

    private static void CanBeShown(DateTimeOffset? time)
    {
        foreach (var offset in (int[])[-14, 14]) _ = time?.ToOffset(TimeSpan.FromHours(offset));
    }

    private void Fold(GatewayEvent sent)
    {
        var observed = SessionEvents.FromGateway(Plan, sent, Noon);
        Assert.InRange(observed.Type.Length, 0, GatewayEvent.LongestType);
        _ = _strict.GetByteCount(observed.Type);
        Assert.InRange(observed.Event.ToString()!.Length, 0, 1_000);
        CanBeShown(observed.GeneratedAt);
        _floor = FloorReducer.Apply(_floor, new FloorInput.Happened(observed));
    }
}
