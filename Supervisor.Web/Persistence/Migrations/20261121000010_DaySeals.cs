using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>
/// The chain over the history. Its first seal covers what was stored before there was a chain: nothing is claimed about those events, and
/// nobody can say later that an event belongs to them. Written by hand; a test compares the schema with the model.
/// </summary>
[DbContext(typeof(SupervisorDb)), Migration("20261121000010_DaySeals")]
internal sealed class DaySeals : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        ALTER TABLE "Events" ADD COLUMN "Link" BLOB NULL;

        CREATE TABLE "DaySeals" (
            "First" INTEGER NOT NULL CONSTRAINT "PK_DaySeals" PRIMARY KEY,
            "Day" TEXT NOT NULL,
            "Last" INTEGER NOT NULL,
            "Count" INTEGER NOT NULL,
            "PreviousHead" BLOB NOT NULL,
            "Head" BLOB NOT NULL,
            "PrunedThrough" INTEGER NULL,
            "PrunedCount" INTEGER NOT NULL DEFAULT 0,
            "PrunedHead" BLOB NULL,
            "PrunedOn" TEXT NULL
        );

        INSERT INTO "DaySeals" ("First", "Day", "Last", "Count", "PreviousHead", "Head")
        SELECT 0, date('now'), COALESCE(MAX("Sequence"), 0), 0, zeroblob(32), zeroblob(32) FROM "Events";
        """);
}
