using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>Exports that run by themselves.</summary>
[DbContext(typeof(SupervisorDb)), Migration("20261125000030_ExportSchedules")]
internal sealed class ExportSchedules : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE "Schedules" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_Schedules" PRIMARY KEY AUTOINCREMENT,
            "Name" TEXT COLLATE NOCASE NOT NULL,
            "Content" TEXT NOT NULL,
            "Filter" TEXT NOT NULL,
            "Period" TEXT NOT NULL,
            "Zone" TEXT NOT NULL,
            "Format" TEXT NOT NULL,
            "MinuteOfDay" INTEGER NOT NULL,
            "Weekdays" INTEGER NOT NULL,
            "DayOfMonth" INTEGER NULL,
            "Enabled" INTEGER NOT NULL,
            "SettledThrough" INTEGER NOT NULL,
            "State" TEXT NOT NULL,
            "DueAt" INTEGER NULL,
            "Attempts" INTEGER NOT NULL,
            "NextTryAt" INTEGER NULL,
            "EndedAt" INTEGER NULL,
            "Message" TEXT NULL,
            "Acknowledged" INTEGER NOT NULL
        );

        CREATE UNIQUE INDEX "IX_Schedules_Name" ON "Schedules" ("Name");
        """);
}
