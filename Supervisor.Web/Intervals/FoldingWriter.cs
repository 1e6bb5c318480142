using Microsoft.Data.Sqlite;
using Supervisor.Domain.Agents;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Intervals;

/// <summary>Stores how agents' folding stands, inside the transaction of the connection.</summary>
internal sealed class FoldingWriter(SqliteConnection connection, IntervalTables tables) : IDisposable
{
    private readonly RawStatement _chunk = new(connection, $"INSERT OR REPLACE INTO {tables.Chunks} (Place, EndsAt, Count, Data) VALUES (?1, ?2, ?3, ?4)");
    private readonly RawStatement _line = new(connection, $"INSERT OR REPLACE INTO {tables.Lines} (Agent, Gateway, AgentId, State, GrowingPlace) VALUES (?1, ?2, ?3, ?4, ?5)");

    /// <summary>Stores what has changed of the agent.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public void Write(AgentId id, Folding agent)
    {
        foreach (var changed in agent.Changed) Run(_chunk.Bind(1, changed.Place).Bind(2, changed.EndsAt).Bind(3, changed.Count).BindBlob(4, changed.Data.Span));
        Run(_line.Bind(1, agent.Agent).Bind(2, id.Gateway).Bind(3, id.WorkNo).BindBlob(4, agent.State.ToBytes()).Bind(5, agent.GrowingPlace));
        agent.Stored();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _chunk.Dispose();
        _line.Dispose();
    }

    private static void Run(RawStatement statement)
    {
        statement.Step();
        statement.Reset();
    }
}
