using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>The settings of the recognition subscription beside each gateway. Written by hand; a test compares the schema with the model.</summary>
[DbContext(typeof(SupervisorDb)), Migration("20261121000001_Subscriptions")]
internal sealed class Subscriptions : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        ALTER TABLE "Gateways" ADD COLUMN "Subscription_Enabled" INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE "Gateways" ADD COLUMN "Subscription_AgentId" INTEGER NULL;
        ALTER TABLE "Gateways" ADD COLUMN "Subscription_ProtectedPassword" BLOB NOT NULL DEFAULT x'';
        ALTER TABLE "Gateways" ADD COLUMN "Subscription_NlpFlag" INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE "Gateways" ADD COLUMN "Subscription_FlowAccessCode" TEXT NULL;
        ALTER TABLE "Gateways" ADD COLUMN "Subscription_ChangedAt" INTEGER NOT NULL DEFAULT 0;
        """);
}
