using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Support;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

/// <summary>A change of password through the agent's own session, and which password a sign-in tries afterwards. Passwords are "protected" as their own bytes.</summary>
public sealed class PasswordChangeTests
{
    private static readonly AgentId Id = new("g", "291");

    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedGateway _gateway = new();
    private readonly ConcurrentQueue<string> _read = new();
    private readonly ConcurrentQueue<(string Password, bool Holds)> _settled = new();
    private AgentSession _session;

    public PasswordChangeTests()
    {
        _session = NewSession(Credential("old"));
    }

    [Fact]
    public async Task Change_WhileAPollIsOutstanding_WaitsForItsAnswerAndLosesNoEvent()
    {
        var poll = _gateway.Hold("poll");
        var running = _session.RunAsync(default);
        await Eventually.IsTrueAsync(() => _gateway.Asked.Contains("poll"));
        var change = _session.ChangePasswordAsync(Change());
        Assert.DoesNotContain("password", _gateway.Asked);

        poll.SetResult(ScriptedGateway.Ok(new GatewayEvent("AgentState_Ready", "291", null, default)));

        Assert.Equal(new PasswordChangeEnd(Answer.Ok), await change);
        Assert.Equal(["signIn", "queues", "poll", "password"], _gateway.Asked.Take(4));
        Assert.Equal("""{"oldPassword":"old","newPassword":"fresh"}""", Assert.Single(_gateway.PasswordForms));
        Assert.Equal((1, 1), (_session.Health.Events, _gateway.MostInFlight));
        await StopAsync(running);
    }

    [Fact]
    public async Task Change_WhereEventsArePushed_IsSentAtOnce()
    {
        _session = NewSession(Credential("old"), new Uri("https://supervisor.example/callback/agentevent"));
        var running = _session.RunAsync(default);
        await AdvanceUntilAsync(() => _session.Health.State.Phase == SessionPhase.Live);
        Assert.Equal(Answer.Ok, (await _session.ChangePasswordAsync(Change())).Answer);
        Assert.Equal(1, _gateway.MostInFlight);
        await StopAsync(running);
    }

    [Fact]
    public async Task Change_PollNotAnsweredInTime_IsWithdrawnAndNeverSent()
    {
        var poll = _gateway.Hold("poll");
        var running = _session.RunAsync(default);
        await Eventually.IsTrueAsync(() => _gateway.Asked.Contains("poll"));
        var change = _session.ChangePasswordAsync(Change());
        await AdvanceUntilAsync(() => change.IsCompleted);
        Assert.Equal(Failure.NotSent, (await change).Answer.Code);

        poll.SetResult(ScriptedGateway.Ok());
        await AdvanceUntilAsync(() => _gateway.Asked.Count(asked => asked == "poll") == 2);
        Assert.DoesNotContain("password", _gateway.Asked);
        await StopAsync(running);
    }

    [Fact]
    public async Task Change_SessionNotLive_IsNotSent()
    {
        Assert.Equal(PasswordChangeEnd.NotSent, await _session.ChangePasswordAsync(Change()));
        _gateway.Answer("signIn", ScriptedGateway.Refused("110-016"));
        var running = _session.RunAsync(default);
        await Eventually.IsTrueAsync(() => _session.Health.State.Phase == SessionPhase.Rejected);
        Assert.Equal(PasswordChangeEnd.NotSent, await _session.ChangePasswordAsync(Change()));
        await StopAsync(running);
    }

    [Fact]
    public async Task Change_SessionLostBeforeItsTurn_IsNotSent()
    {
        var poll = _gateway.Hold("poll");
        var running = _session.RunAsync(default);
        await Eventually.IsTrueAsync(() => _gateway.Asked.Contains("poll"));
        var change = _session.ChangePasswordAsync(Change());
        poll.SetResult(ScriptedGateway.Refused("100-006"));
        Assert.Equal(PasswordChangeEnd.NotSent, await change);
        await StopAsync(running);
        Assert.Empty(_gateway.PasswordForms);
    }

    [Fact]
    public async Task Change_SessionStopped_IsNotSentAndAsksNobodyToWait()
    {
        var running = _session.RunAsync(default);
        await Eventually.IsTrueAsync(() => _gateway.Asked.Contains("poll"));
        var change = _session.ChangePasswordAsync(Change());
        await StopAsync(running);
        Assert.Equal(PasswordChangeEnd.NotSent, await change);
    }

    [Theory]
    [InlineData("110-017", false)]
    [InlineData("timeout", true)]
    [InlineData("http-500", true)]
    [InlineData("connect", false)]
    public async Task Change_NotGood_SaysWhetherTheGatewayMayHaveTakenIt(string code, bool uncertain)
    {
        _gateway.Answer("password", char.IsDigit(code[0]) ? ScriptedGateway.Refused(code) : GatewayReply.Failed(code, SessionTicket.None));
        var end = await ChangeLiveAsync();
        Assert.Equal((code, uncertain), (end.Answer.Code, end.IsUncertain));
    }

    [Fact]
    public async Task Change_Done_ClearsMustChangeAndSignsInWithTheNewOneNextTime()
    {
        _gateway.Answer("signIn", GatewayReply.From(new Envelope("0", "", """{"isForceChange":"true","timeRemaining":"3"}"""u8.ToArray(), []), SessionTicket.None));
        var poll = _gateway.Hold("poll");
        var running = _session.RunAsync(default);
        await Eventually.IsTrueAsync(() => _gateway.Asked.Contains("poll"));
        Assert.True(_session.Health.Password!.MustChange);
        var change = _session.ChangePasswordAsync(Change());
        poll.SetResult(ScriptedGateway.Ok());
        await change;
        Assert.Equal((false, null), (_session.Health.Password!.MustChange, _session.Health.Password.DaysLeft));

        // the store was not told yet, the session knows by itself; what it shows of the password is settled
        _gateway.Answer("poll", ScriptedGateway.Refused("100-006"));
        await AdvanceUntilAsync(() => !_settled.IsEmpty);
        Assert.Equal(["old", "fresh"], _read);
        Assert.Equal(("fresh", true), Assert.Single(_settled));
        await StopAsync(running);
    }

    [Fact]
    public async Task SignIn_StoredOneRefusedWithOneInDoubt_TriesThatAndSettles()
    {
        _session = NewSession(Credential("old", "fresh"));
        _gateway.Answer("signIn", ScriptedGateway.Refused("100-004"));
        var running = _session.RunAsync(default);
        await AdvanceUntilAsync(() => _session.Health.State.Phase == SessionPhase.Live);
        Assert.Equal(["old", "fresh"], _read);
        Assert.Equal(("fresh", true), Assert.Single(_settled));
        await StopAsync(running);
    }

    [Fact]
    public async Task SignIn_StoredOneHoldsWithOneInDoubt_SettlesThat()
    {
        _session = NewSession(Credential("old", "fresh"));
        var running = _session.RunAsync(default);
        await AdvanceUntilAsync(() => _session.Health.State.Phase == SessionPhase.Live);
        Assert.Equal(("fresh", false), Assert.Single(_settled));
        await StopAsync(running);
    }

    [Fact]
    public async Task SignIn_BothRefused_IsRejectedAfterTwoTriesAsEver()
    {
        _session = NewSession(Credential("old", "fresh"));
        _gateway.Answer("signIn", ScriptedGateway.Refused("100-004"), ScriptedGateway.Refused("100-004"));
        var running = _session.RunAsync(default);
        await AdvanceUntilAsync(() => _session.Health.State.Phase == SessionPhase.Rejected);
        Assert.Equal(["old", "fresh"], _read);
        Assert.Equal(2, _gateway.Asked.Count);
        Assert.Empty(_settled);
        await StopAsync(running);
    }

    [Fact]
    public async Task Adopt_PasswordThatTheSessionChangedItself_GoesOn()
    {
        Assert.True(_session.Adopt(Plan(Credential("old", "fresh"), 1)));
        await ChangeLiveAsync();
        Assert.True(_session.Adopt(Plan(Credential("fresh"), 2)));
        Assert.Equal(2, _session.Plan.Stamp.Credential);
    }

    [Theory]
    [InlineData("Ann", "")]
    [InlineData("", "blue")]
    public void Adopt_AnotherNameOrTeam_GoesOn(string name, string team)
    {
        var called = Credential("old", "fresh");
        (called.Name, called.Team) = (name, team);
        Assert.True(_session.Adopt(Plan(called, 1)));
        Assert.Equal((name, team), (_session.Plan.Credential.Name, _session.Plan.Credential.Team));
    }

    [Fact]
    public void Adopt_AnythingElse_StartsAnew()
    {
        Assert.False(_session.Adopt(Plan(Credential("typed by a person"), 1)));
        Assert.False(_session.Adopt(Plan(Credential("old"), 1)));
        var moved = Credential("old", "fresh");
        moved.PhoneNumber = "1";
        Assert.False(_session.Adopt(Plan(moved, 1)));
        Assert.False(_session.Adopt(Plan(Credential("old", "fresh"), 1, new Uri("https://supervisor.example/"))));
    }

    /// <summary>A field that is added to the credential must not be forgotten in the comparison.</summary>
    [Fact]
    public void IsSameButForPasswords_EveryOtherField_Counts()
    {
        string[] aside = [nameof(AgentCredential.ProtectedPassword), nameof(AgentCredential.PendingPassword), nameof(AgentCredential.ChangedAt), nameof(AgentCredential.Gateway),
            // the floor alone shows them
            nameof(AgentCredential.Name), nameof(AgentCredential.Team),
            // a sign-out by a person is desired beside the session, not of it
            nameof(AgentCredential.SignedOutAt), nameof(AgentCredential.SignedOutBy), nameof(AgentCredential.SignOutCutsCall)];
        Assert.All(typeof(AgentCredential).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => !aside.Contains(property.Name)), property =>
        {
            var changed = Credential("old");
            property.SetValue(changed, property.GetValue(changed) switch { bool yes => !yes, int number => number + 1, _ => "other" });
            Assert.False(Plan(changed, 1).IsSameButForPasswords(Plan(Credential("old"), 0)), property.Name);
        });
    }

    [Fact]
    public void ToString_OfAChange_ShowsNoPassword() => Assert.DoesNotContain("fresh", Change().ToString(), StringComparison.Ordinal);

    private static PasswordChange Change() => new("old", "fresh", Encoding.UTF8.GetBytes("fresh"));

    private static AgentCredential Credential(string password, string? pending = null) => new()
    {
        AgentId = "291",
        PhoneNumber = "40038",
        ProtectedPassword = Encoding.UTF8.GetBytes(password),
        PendingPassword = pending is null ? null : Encoding.UTF8.GetBytes(pending),
    };

    private AgentPlan Plan(AgentCredential credential, long stamp, Uri? callback = null) => new(new AgentProfile(Id, "Ann", ""), credential, _gateway, (stamp, 0)) { Callback = callback };

    private AgentSession NewSession(AgentCredential credential, Uri? callback = null)
    {
        var around = Surroundings.On(_time) with
        {
            ReadPassword = Read,
            SettlePassword = (_, password, holds, _) =>
            {
                _settled.Enqueue((Encoding.UTF8.GetString(password), holds));
                return Task.CompletedTask;
            },
        };
        return new AgentSession(Plan(credential, 0, callback), around, NullLogger.Instance);
    }

    private string Read(byte[] password)
    {
        var text = Encoding.UTF8.GetString(password);
        _read.Enqueue(text);
        return text;
    }

    // The poll is answered only once the change waits behind it.
    private async Task<PasswordChangeEnd> ChangeLiveAsync()
    {
        var poll = _gateway.Hold("poll");
        var running = _session.RunAsync(default);
        await Eventually.IsTrueAsync(() => _gateway.Asked.Contains("poll"));
        var change = _session.ChangePasswordAsync(Change());
        poll.SetResult(ScriptedGateway.Ok());
        var end = await change;
        await StopAsync(running);
        return end;
    }

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.IsTrueAsync(() =>
    {
        if (condition()) return true;
        _time.Advance(TimeSpan.FromMilliseconds(250));
        return false;
    });

    private async Task StopAsync(Task running)
    {
        _session.Stop();
        await AdvanceUntilAsync(() => running.IsCompleted);
        await running;
    }
}
