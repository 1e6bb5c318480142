using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>
/// Three indexes over the events instead of four: every filter is a few beginnings of one of them (see <see cref="EventArms"/>). Takes a minute or so per ten million events,
/// once. Written by hand; a test compares the schema with the model.
/// </summary>
[DbContext(typeof(SupervisorDb)), Migration("20261122000001_EventArmIndexes")]
internal sealed class EventArmIndexes : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        DROP INDEX "IX_Events_AgentId";
        DROP INDEX "IX_Events_Gateway";
        DROP INDEX "IX_Events_Type";

        CREATE INDEX "IX_Events_AgentId_Type_Origin_Gateway" ON "Events" ("AgentId", "Type", "Origin", "Gateway");

        CREATE INDEX "IX_Events_Gateway_Type_Origin" ON "Events" ("Gateway", "Type", "Origin");
        """);
}
