using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>Alert rules, alerts, who has read them, and what goes out about them.</summary>
[DbContext(typeof(SupervisorDb)), Migration("20261126000030_Alerts")]
internal sealed class Alerts : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE "AlertRules" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_AlertRules" PRIMARY KEY AUTOINCREMENT,
            "Name" TEXT COLLATE NOCASE NOT NULL,
            "States" TEXT NOT NULL,
            "Reasons" TEXT NOT NULL,
            "Teams" TEXT NOT NULL,
            "Gateways" TEXT NOT NULL,
            "AfterSeconds" INTEGER NOT NULL,
            "Zone" TEXT NOT NULL,
            "Weekdays" INTEGER NOT NULL,
            "FromMinute" INTEGER NOT NULL,
            "ToMinute" INTEGER NOT NULL,
            "Severity" TEXT NOT NULL,
            "CoolDownSeconds" INTEGER NOT NULL,
            "Enabled" INTEGER NOT NULL,
            "Roles" TEXT NOT NULL,
            "Mails" TEXT NOT NULL,
            "Webhooks" TEXT NOT NULL
        );

        CREATE UNIQUE INDEX "IX_AlertRules_Name" ON "AlertRules" ("Name");

        CREATE TABLE "Alerts" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_Alerts" PRIMARY KEY AUTOINCREMENT,
            "RuleId" INTEGER NOT NULL,
            "Rule" TEXT NOT NULL,
            "Severity" TEXT NOT NULL,
            "Roles" TEXT NOT NULL,
            "Gateway" TEXT NOT NULL,
            "AgentId" TEXT NOT NULL,
            "AgentName" TEXT NOT NULL,
            "Team" TEXT NOT NULL,
            "State" TEXT NOT NULL,
            "Reason" TEXT NULL,
            "Since" INTEGER NOT NULL,
            "RaisedAt" INTEGER NOT NULL,
            "EndedAt" INTEGER NULL,
            "AcknowledgedAt" INTEGER NULL,
            "AcknowledgedBy" TEXT NULL,
            "Note" TEXT NULL,
            "SnoozedUntil" INTEGER NULL,
            "SnoozedBy" TEXT NULL
        );

        CREATE UNIQUE INDEX "IX_Alerts_RuleId_Gateway_AgentId_Since" ON "Alerts" ("RuleId", "Gateway", "AgentId", "Since");
        CREATE INDEX "IX_Alerts_EndedAt" ON "Alerts" ("EndedAt");
        CREATE INDEX "IX_Alerts_RaisedAt" ON "Alerts" ("RaisedAt");

        CREATE TABLE "AlertReadings" (
            "Person" TEXT COLLATE NOCASE NOT NULL CONSTRAINT "PK_AlertReadings" PRIMARY KEY,
            "ReadThrough" INTEGER NOT NULL
        );

        CREATE TABLE "AlertWebhooks" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_AlertWebhooks" PRIMARY KEY AUTOINCREMENT,
            "Name" TEXT COLLATE NOCASE NOT NULL,
            "Url" TEXT NOT NULL,
            "Secret" BLOB NOT NULL,
            "CreatedAt" INTEGER NOT NULL
        );

        CREATE UNIQUE INDEX "IX_AlertWebhooks_Name" ON "AlertWebhooks" ("Name");

        CREATE TABLE "AlertDeliveries" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_AlertDeliveries" PRIMARY KEY AUTOINCREMENT,
            "Token" TEXT NOT NULL,
            "Channel" TEXT NOT NULL,
            "Receiver" TEXT NOT NULL,
            "Kind" TEXT NOT NULL,
            "RuleId" INTEGER NOT NULL,
            "Alerts" TEXT NOT NULL,
            "State" TEXT NOT NULL,
            "Attempts" INTEGER NOT NULL,
            "CreatedAt" INTEGER NOT NULL,
            "NextTryAt" INTEGER NOT NULL,
            "EndedAt" INTEGER NULL,
            "Fault" TEXT NULL
        );

        CREATE UNIQUE INDEX "IX_AlertDeliveries_Token" ON "AlertDeliveries" ("Token");
        CREATE INDEX "IX_AlertDeliveries_State_NextTryAt" ON "AlertDeliveries" ("State", "NextTryAt");
        """);
}
