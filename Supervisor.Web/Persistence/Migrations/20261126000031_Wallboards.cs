using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>Screens on the wall.</summary>
[DbContext(typeof(SupervisorDb)), Migration("20261126000031_Wallboards")]
internal sealed class Wallboards : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE "Wallboards" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_Wallboards" PRIMARY KEY AUTOINCREMENT,
            "Name" TEXT COLLATE NOCASE NOT NULL,
            "Hash" BLOB NOT NULL,
            "Teams" TEXT NOT NULL,
            "Gateways" TEXT NOT NULL,
            "Pages" TEXT NOT NULL,
            "RotateSeconds" INTEGER NOT NULL,
            "Names" TEXT NOT NULL,
            "Theme" TEXT NOT NULL,
            "Language" TEXT NOT NULL,
            "Zone" TEXT NOT NULL,
            "CreatedAt" INTEGER NOT NULL,
            "CreatedBy" TEXT NOT NULL,
            "RevokedAt" INTEGER NULL,
            "LastUsedAt" INTEGER NULL
        );

        CREATE UNIQUE INDEX "IX_Wallboards_Name" ON "Wallboards" ("Name");
        CREATE UNIQUE INDEX "IX_Wallboards_Hash" ON "Wallboards" ("Hash");
        """);
}
