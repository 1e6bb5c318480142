using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>Agents that a person has signed out here, and the inspector of a gateway.</summary>
[DbContext(typeof(SupervisorDb)), Migration("20261126000020_SignedOutHere")]
internal sealed class SignedOutHere : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        ALTER TABLE "Agents" ADD COLUMN "SignedOutAt" INTEGER NULL;
        ALTER TABLE "Agents" ADD COLUMN "SignedOutBy" TEXT NULL;
        ALTER TABLE "Agents" ADD COLUMN "SignOutCutsCall" INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE "Gateways" ADD COLUMN "Inspector" TEXT NULL;
        """);
}
