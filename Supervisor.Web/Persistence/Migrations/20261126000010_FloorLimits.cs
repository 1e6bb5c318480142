using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>Limits that the site has set.</summary>
[DbContext(typeof(SupervisorDb)), Migration("20261126000010_FloorLimits")]
internal sealed class FloorLimits : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE "Limits" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_Limits" PRIMARY KEY AUTOINCREMENT,
            "State" TEXT NOT NULL,
            "Team" TEXT NOT NULL,
            "Reason" TEXT NOT NULL,
            "WarningSeconds" INTEGER NOT NULL,
            "AlarmSeconds" INTEGER NOT NULL
        );

        CREATE UNIQUE INDEX "IX_Limits_State_Team_Reason" ON "Limits" ("State", "Team", "Reason");
        """);
}
