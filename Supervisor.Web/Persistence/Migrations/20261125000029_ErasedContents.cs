using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>
/// Room for the digest of what a recognition result holds: its link is over the digest from now on, so that the content can go and the chain still holds. What was linked
/// before keeps its link over the content itself.
/// </summary>
[DbContext(typeof(SupervisorDb)), Migration("20261125000029_ErasedContents")]
internal sealed class ErasedContents : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        ALTER TABLE "Events" ADD COLUMN "ContentHash" BLOB NULL;
        ALTER TABLE "DaySeals" ADD COLUMN "ErasedThrough" INTEGER NULL;
        ALTER TABLE "DaySeals" ADD COLUMN "ErasedOn" TEXT NULL;
        """);
}
