using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>Saved views of the floor, and how each user likes it.</summary>
[DbContext(typeof(SupervisorDb)), Migration("20261126000011_FloorViews")]
internal sealed class FloorViews : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE "FloorViews" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_FloorViews" PRIMARY KEY AUTOINCREMENT,
            "OwnerId" TEXT NOT NULL,
            "Owner" TEXT NOT NULL,
            "Name" TEXT COLLATE NOCASE NOT NULL,
            "Query" TEXT NOT NULL,
            "Layout" TEXT NOT NULL,
            "Shared" INTEGER NOT NULL,
            "Roles" TEXT NOT NULL
        );

        CREATE UNIQUE INDEX "IX_FloorViews_OwnerId_Name" ON "FloorViews" ("OwnerId", "Name");

        CREATE TABLE "FloorPeople" (
            "UserId" TEXT NOT NULL CONSTRAINT "PK_FloorPeople" PRIMARY KEY,
            "Layout" TEXT NOT NULL,
            "LayoutViewId" INTEGER NULL,
            "DefaultViewId" INTEGER NULL
        );
        """);
}
