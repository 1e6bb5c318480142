using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>State intervals beside the events, and until when the app was running. An older history is folded after the start, in the background. Written by hand; a test compares the schema with the model.</summary>
[DbContext(typeof(SupervisorDb)), Migration("20261125000010_StateIntervals")]
internal sealed class StateIntervals : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE "IntervalChunks" (
            "Place" INTEGER NOT NULL CONSTRAINT "PK_IntervalChunks" PRIMARY KEY,
            "EndsAt" INTEGER NOT NULL,
            "Count" INTEGER NOT NULL,
            "Data" BLOB NOT NULL
        );

        CREATE TABLE "IntervalLines" (
            "Agent" INTEGER NOT NULL CONSTRAINT "PK_IntervalLines" PRIMARY KEY,
            "Gateway" TEXT NOT NULL,
            "AgentId" TEXT NOT NULL,
            "State" BLOB NOT NULL,
            "GrowingPlace" INTEGER NOT NULL
        );

        CREATE UNIQUE INDEX "IX_IntervalLines_Gateway_AgentId" ON "IntervalLines" ("Gateway", "AgentId");

        CREATE TABLE "IntervalProgress" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_IntervalProgress" PRIMARY KEY,
            "Version" INTEGER NOT NULL,
            "Epoch" INTEGER NOT NULL,
            "Sequence" INTEGER NOT NULL
        );

        INSERT INTO "IntervalProgress" ("Id", "Version", "Epoch", "Sequence") VALUES (1, 0, 0, 0);

        CREATE TABLE "RunMarks" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_RunMarks" PRIMARY KEY,
            "AliveAt" INTEGER NOT NULL
        );
        """);
}
