using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>Room for a new password that a gateway may have taken already.</summary>
[DbContext(typeof(SupervisorDb)), Migration("20261121000003_PendingPassword")]
internal sealed class PendingPassword : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""ALTER TABLE "Agents" ADD COLUMN "PendingPassword" BLOB NULL;""");
}
