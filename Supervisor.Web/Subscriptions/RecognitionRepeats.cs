using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Supervisor.Domain.Agents;

namespace Supervisor.Web.Subscriptions;

/// <summary>
/// While an old and a new registration of one gateway both live, every result arrives twice. One that came through another registration within
/// <see cref="Window"/> is a repeat, once: who says "yes" twice has two results through each registration. Keeps digests only, at most twice
/// <see cref="Capacity"/>; beyond it the window is shorter.
/// </summary>
internal sealed class RecognitionRepeats(TimeProvider time)
{
    /// <summary>How far apart the two may arrive.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private const int Capacity = 25_000;

    private readonly Lock _lock = new();
    private Dictionary<UInt128, Seen> _young = [];
    private Dictionary<UInt128, Seen> _old = [];
    private DateTimeOffset _turnedAt = DateTimeOffset.MinValue;

    /// <summary>True where this is the second of a pair. Otherwise it is remembered: call <see cref="Forget"/> if it could not be taken after all.</summary>
    public bool IsRepeat(AgentId agent, RecognitionResult result)
    {
        var key = KeyOf(agent, result);
        lock (_lock)
        {
            var now = time.GetUtcNow();
            Turn(now);
            if (!_young.Remove(key, out var seen) && !_old.Remove(key, out seen)) seen = default;
            if (seen.Unpaired > 0 && seen.ServerId != result.ServerId && now - seen.At <= Window)
            {
                if (seen.Unpaired > 1) _young[key] = seen with { Unpaired = seen.Unpaired - 1 };
                return true;
            }

            _young[key] = new Seen(result.ServerId, seen.ServerId == result.ServerId ? seen.Unpaired + 1 : 1, now);
            return false;
        }
    }

    /// <summary>Takes back what <see cref="IsRepeat"/> has remembered.</summary>
    public void Forget(AgentId agent, RecognitionResult result)
    {
        var key = KeyOf(agent, result);
        lock (_lock)
        {
            if (_young.TryGetValue(key, out var seen) && seen.ServerId == result.ServerId) _young[key] = seen with { Unpaired = seen.Unpaired - 1 };
        }
    }

    private void Turn(DateTimeOffset now)
    {
        if (now - _turnedAt < Window && _young.Count < Capacity) return;
        (_old, _young, _turnedAt) = (_young, [], now);
    }

    /// <summary>All that one result has in common with itself through another registration: with the confidences, few utterances of the same word have it.</summary>
    private static UInt128 KeyOf(AgentId agent, RecognitionResult result)
    {
        var heard = result.Utterance;
        var text = string.Join('\u001f', [
            agent.Gateway, agent.WorkNo, heard.CallId, heard.Speaker.ToString(), heard.SpeakerId, heard.Stage.ToString(), heard.Error ?? "", result.Entries,
        ]);
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private readonly record struct Seen(string ServerId, int Unpaired, DateTimeOffset At);
}
