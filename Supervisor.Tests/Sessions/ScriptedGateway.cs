using System.Collections.Concurrent;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;

namespace Supervisor.Tests.Sessions;

/// <summary>A gateway client that answers as the test says, and writes down what it was asked. Without a script every answer is good and polls are idle.</summary>
internal sealed class ScriptedGateway : IGatewayClient
{
    private int _inFlight;

    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Tokens that heartbeats have shown.</summary>
    public ConcurrentQueue<string> Tokens { get; } = new();

    /// <summary>Bodies of sign-ins.</summary>
    public ConcurrentQueue<string> Forms { get; } = new();

    public int MostInFlight { get; private set; }

    /// <summary>Answers by operation: signIn, forcedSignIn, queues, poll, heartbeat, oldHeartbeat, updateGuid, status, password, signOut. An empty queue means a good answer.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<Func<CancellationToken, Task<GatewayReply>>>> Script { get; } = new();

    /// <summary>What a poll does when the script has nothing for it; by default it hangs until it is cancelled.</summary>
    public Func<CancellationToken, Task<GatewayReply>> IdlePoll { get; set; } = async cancelled =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
        throw new InvalidOperationException("never");
    };

    public static GatewayReply Ok(params GatewayEvent[] events) =>
        GatewayReply.From(new Envelope("0", "", default, events), new SessionTicket("guid", null));

    public static GatewayReply Refused(string code) => GatewayReply.From(new Envelope(code, "", default, []), SessionTicket.None);

    public void Answer(string operation, params GatewayReply[] replies)
    {
        foreach (var reply in replies) Queue(operation).Enqueue(_ => Task.FromResult(reply));
    }

    /// <summary>The next answer comes when the test completes the source.</summary>
    public TaskCompletionSource<GatewayReply> Hold(string operation)
    {
        var held = new TaskCompletionSource<GatewayReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue(operation).Enqueue(cancelled => held.Task.WaitAsync(cancelled));
        return held;
    }

    public Task<GatewayReply> SignInAsync(string agentId, ReadOnlyMemory<byte> form, bool forced, CancellationToken cancellationToken)
    {
        Forms.Enqueue(System.Text.Encoding.UTF8.GetString(form.Span));
        return DoAsync(forced ? "forcedSignIn" : "signIn", cancellationToken);
    }

    public Task<GatewayReply> EnterQueuesAsync(string agentId, string skills, SessionTicket ticket, CancellationToken cancellationToken) => DoAsync("queues", cancellationToken);

    public ValueTask<GatewayReply> PollAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => new(DoAsync("poll", cancellationToken));

    public Task<GatewayReply> HeartbeatAsync(string agentId, string serviceToken, SessionTicket ticket, CancellationToken cancellationToken)
    {
        Tokens.Enqueue(serviceToken);
        return DoAsync("heartbeat", cancellationToken);
    }

    public Task<GatewayReply> OldHeartbeatAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => DoAsync("oldHeartbeat", cancellationToken);

    public Task<GatewayReply> RefreshGuidAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => DoAsync("updateGuid", cancellationToken);

    public Task<GatewayReply> AskStatusAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => DoAsync("status", cancellationToken);

    public Task<GatewayReply> AskAllStatusAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => DoAsync("allStatus", cancellationToken);

    /// <summary>The bodies of all changes of password.</summary>
    public ConcurrentQueue<string> PasswordForms { get; } = new();

    public Task<GatewayReply> ChangePasswordAsync(string agentId, ReadOnlyMemory<byte> form, SessionTicket ticket, CancellationToken cancellationToken)
    {
        PasswordForms.Enqueue(System.Text.Encoding.UTF8.GetString(form.Span));
        return DoAsync("password", cancellationToken);
    }

    public Task<GatewayReply> OrderAsync(string agentId, GatewayOrder order, SessionTicket ticket, CancellationToken cancellationToken)
    {
        Tickets.Enqueue(ticket);
        return DoAsync("order", cancellationToken);
    }

    /// <summary>What orders have shown.</summary>
    public ConcurrentQueue<SessionTicket> Tickets { get; } = new();

    public Task<GatewayReply> SignOutAsync(string agentId, bool forced, SessionTicket ticket, CancellationToken cancellationToken) =>
        DoAsync(forced ? "forcedSignOut" : "signOut", cancellationToken);

    private ConcurrentQueue<Func<CancellationToken, Task<GatewayReply>>> Queue(string operation) => Script.GetOrAdd(operation, _ => new());

    private async Task<GatewayReply> DoAsync(string operation, CancellationToken cancelled)
    {
        Asked.Enqueue(operation);
        MostInFlight = Math.Max(MostInFlight, Interlocked.Increment(ref _inFlight));
        try
        {
            if (Queue(operation).TryDequeue(out var answer)) return await answer(cancelled);
            return operation == "poll" ? await IdlePoll(cancelled) : Ok();
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }
}
