using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>
/// The sequences of many arms as one, in order. Each arm reads ahead, a few sequences at first and then twice as many each time, and keeps them between the transactions of a
/// long read: so every entry of the index is read once.
/// </summary>
internal sealed class ArmMerge : IDisposable
{
    /// <summary>Sequences that all arms together read ahead: 1 MB.</summary>
    private const int MostAhead = 128 * 1024;

    private const int LeastStep = 2;

    private readonly RawStatement _read;
    private readonly PriorityQueue<Arm, long> _arms;
    private readonly bool _byAgent;
    private readonly bool _newestFirst;
    private readonly int _mostStep;

    /// <param name="connection">For this and all later calls.</param>
    /// <param name="arms">Of one filter.</param>
    /// <param name="byAgent">Whether their index is that of the agents.</param>
    /// <param name="range">What is read of each.</param>
    /// <param name="newestFirst">The order.</param>
    /// <param name="expected">How many sequences are needed at first.</param>
    public ArmMerge(SqliteConnection connection, List<ArmKey> arms, bool byAgent, SequenceRange range, bool newestFirst, int expected)
    {
        (_byAgent, _newestFirst) = (byAgent, newestFirst);
        _read = new RawStatement(connection, Sql(byAgent, newestFirst));
        _mostStep = Math.Max(LeastStep, MostAhead / Math.Max(1, arms.Count));
        var step = Math.Clamp(2 * expected / Math.Max(1, arms.Count), LeastStep, _mostStep);
        _arms = new PriorityQueue<Arm, long>(arms.Count);
        foreach (var key in arms)
        {
            var arm = new Arm(key, range, step);
            if (Fill(arm)) _arms.Enqueue(arm, Place(arm));
        }
    }

    internal static string Sql(bool byAgent, bool newestFirst) =>
        $"SELECT Sequence FROM Events INDEXED BY {(byAgent ? $"{EventArms.ByAgent} WHERE AgentId = ?1 AND Gateway = ?6" : $"{EventArms.ByGateway} WHERE Gateway = ?1")}"
        + $" AND Type = ?2 AND Origin = ?3 AND Sequence > ?4 AND Sequence < ?5 ORDER BY Sequence{(newestFirst ? " DESC" : "")}";

    /// <summary>The next sequence; false at the end.</summary>
    public bool TryNext(out long sequence)
    {
        if (!_arms.TryPeek(out var arm, out _))
        {
            sequence = 0;
            return false;
        }
        sequence = arm.Ahead[arm.At++];
        if (arm.At < arm.Count || Fill(arm)) _arms.DequeueEnqueue(arm, Place(arm));
        else _arms.Dequeue();
        return true;
    }

    public void Dispose() => _read.Dispose();

    private long Place(Arm arm) => _newestFirst ? -arm.Ahead[arm.At] : arm.Ahead[arm.At];

    private bool Fill(Arm arm)
    {
        (arm.At, arm.Count) = (0, 0);
        if (arm.Left.IsEmpty) return false;
        if (arm.Ahead.Length != arm.Step) arm.Ahead = new long[arm.Step];
        _read.Bind(1, arm.Key.Driver).Bind(2, arm.Key.Type).Bind(3, arm.Key.Origin).Bind(4, arm.Left.After).Bind(5, arm.Left.Before);
        if (_byAgent) _read.Bind(6, arm.Key.Gateway);
        while (arm.Count < arm.Step && _read.Step()) arm.Ahead[arm.Count++] = _read.Number(0);
        _read.Reset();
        arm.Left = arm.Count < arm.Step ? default
            : _newestFirst ? arm.Left with { Before = arm.Ahead[^1] }
            : arm.Left with { After = arm.Ahead[^1] };
        arm.Step = Math.Min(arm.Step * 2, _mostStep);
        return arm.Count > 0;
    }

    private sealed class Arm(ArmKey key, SequenceRange left, int step)
    {
        public ArmKey Key { get; } = key;

        /// <summary>What is not read ahead yet.</summary>
        public SequenceRange Left { get; set; } = left;

        public int Step { get; set; } = step;

        public long[] Ahead { get; set; } = [];

        public int At { get; set; }

        public int Count { get; set; }
    }
}
