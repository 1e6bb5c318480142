using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>What tells whether any agent has changed, without reading the agents.</summary>
[DbContext(typeof(SupervisorDb)), Migration("20261126000060_AgentChanges")]
internal sealed class AgentChanges : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""CREATE INDEX "IX_Agents_ChangedAt_SignedOutAt" ON "Agents" ("ChangedAt", "SignedOutAt");""");
}
