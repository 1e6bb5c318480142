using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>The first schema. Written by hand, from what <c>Database.GenerateCreateScript()</c> prints; a test compares it with the model.</summary>
[DbContext(typeof(SupervisorDb)), Migration("20261120000001_Initial")]
internal sealed class Initial : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE "AspNetRoles" (
            "Id" TEXT NOT NULL CONSTRAINT "PK_AspNetRoles" PRIMARY KEY,
            "Name" TEXT NULL,
            "NormalizedName" TEXT NULL,
            "ConcurrencyStamp" TEXT NULL
        );

        CREATE TABLE "AspNetUsers" (
            "Id" TEXT NOT NULL CONSTRAINT "PK_AspNetUsers" PRIMARY KEY,
            "Enabled" INTEGER NOT NULL,
            "UserName" TEXT NULL,
            "NormalizedUserName" TEXT NULL,
            "Email" TEXT NULL,
            "NormalizedEmail" TEXT NULL,
            "EmailConfirmed" INTEGER NOT NULL,
            "PasswordHash" TEXT NULL,
            "SecurityStamp" TEXT NULL,
            "ConcurrencyStamp" TEXT NULL,
            "PhoneNumber" TEXT NULL,
            "PhoneNumberConfirmed" INTEGER NOT NULL,
            "TwoFactorEnabled" INTEGER NOT NULL,
            "LockoutEnd" INTEGER NULL,
            "LockoutEnabled" INTEGER NOT NULL,
            "AccessFailedCount" INTEGER NOT NULL
        );

        CREATE TABLE "Audit" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_Audit" PRIMARY KEY AUTOINCREMENT,
            "At" INTEGER NOT NULL,
            "Actor" TEXT NOT NULL,
            "Action" TEXT NOT NULL,
            "Target" TEXT NOT NULL,
            "Detail" TEXT NULL
        );

        CREATE TABLE "Events" (
            "Sequence" INTEGER NOT NULL CONSTRAINT "PK_Events" PRIMARY KEY,
            "ReceivedAt" INTEGER NOT NULL,
            "GeneratedAt" INTEGER NULL,
            "Gateway" TEXT NOT NULL,
            "AgentId" TEXT NOT NULL,
            "Origin" INTEGER NOT NULL,
            "Type" TEXT NOT NULL,
            "Content" BLOB NULL
        );

        CREATE TABLE "Gateways" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_Gateways" PRIMARY KEY AUTOINCREMENT,
            "Name" TEXT COLLATE NOCASE NOT NULL,
            "BaseUrl" TEXT NOT NULL,
            "Mode" TEXT NOT NULL,
            "CallbackBaseUrl" TEXT NULL,
            "CaCertificate" TEXT NULL,
            "ClientCertificate" TEXT NULL,
            "AllowInvalidCertificate" INTEGER NOT NULL,
            "Source" TEXT NOT NULL,
            "Enabled" INTEGER NOT NULL,
            "ChangedAt" INTEGER NOT NULL
        );

        CREATE TABLE "Tokens" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_Tokens" PRIMARY KEY AUTOINCREMENT,
            "Name" TEXT NOT NULL,
            "Role" TEXT NOT NULL,
            "Hash" BLOB NOT NULL,
            "CreatedAt" INTEGER NOT NULL,
            "RevokedAt" INTEGER NULL
        );

        CREATE TABLE "AspNetRoleClaims" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_AspNetRoleClaims" PRIMARY KEY AUTOINCREMENT,
            "RoleId" TEXT NOT NULL,
            "ClaimType" TEXT NULL,
            "ClaimValue" TEXT NULL,
            CONSTRAINT "FK_AspNetRoleClaims_AspNetRoles_RoleId" FOREIGN KEY ("RoleId") REFERENCES "AspNetRoles" ("Id") ON DELETE CASCADE
        );

        CREATE TABLE "AspNetUserClaims" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_AspNetUserClaims" PRIMARY KEY AUTOINCREMENT,
            "UserId" TEXT NOT NULL,
            "ClaimType" TEXT NULL,
            "ClaimValue" TEXT NULL,
            CONSTRAINT "FK_AspNetUserClaims_AspNetUsers_UserId" FOREIGN KEY ("UserId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE
        );

        CREATE TABLE "AspNetUserLogins" (
            "LoginProvider" TEXT NOT NULL,
            "ProviderKey" TEXT NOT NULL,
            "ProviderDisplayName" TEXT NULL,
            "UserId" TEXT NOT NULL,
            CONSTRAINT "PK_AspNetUserLogins" PRIMARY KEY ("LoginProvider", "ProviderKey"),
            CONSTRAINT "FK_AspNetUserLogins_AspNetUsers_UserId" FOREIGN KEY ("UserId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE
        );

        CREATE TABLE "AspNetUserRoles" (
            "UserId" TEXT NOT NULL,
            "RoleId" TEXT NOT NULL,
            CONSTRAINT "PK_AspNetUserRoles" PRIMARY KEY ("UserId", "RoleId"),
            CONSTRAINT "FK_AspNetUserRoles_AspNetRoles_RoleId" FOREIGN KEY ("RoleId") REFERENCES "AspNetRoles" ("Id") ON DELETE CASCADE,
            CONSTRAINT "FK_AspNetUserRoles_AspNetUsers_UserId" FOREIGN KEY ("UserId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE
        );

        CREATE TABLE "AspNetUserTokens" (
            "UserId" TEXT NOT NULL,
            "LoginProvider" TEXT NOT NULL,
            "Name" TEXT NOT NULL,
            "Value" TEXT NULL,
            CONSTRAINT "PK_AspNetUserTokens" PRIMARY KEY ("UserId", "LoginProvider", "Name"),
            CONSTRAINT "FK_AspNetUserTokens_AspNetUsers_UserId" FOREIGN KEY ("UserId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE
        );

        CREATE TABLE "Agents" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_Agents" PRIMARY KEY AUTOINCREMENT,
            "GatewayId" INTEGER NOT NULL,
            "AgentId" TEXT NOT NULL,
            "Name" TEXT NOT NULL,
            "Team" TEXT NOT NULL,
            "ProtectedPassword" BLOB NOT NULL,
            "PhoneNumber" TEXT NOT NULL,
            "AutoAnswer" INTEGER NOT NULL,
            "AutoEnterIdle" INTEGER NOT NULL,
            "ReleasePhone" INTEGER NOT NULL,
            "AgentType" INTEGER NOT NULL,
            "SignInStatus" INTEGER NOT NULL,
            "Ip" TEXT NOT NULL,
            "EntryIp" TEXT NULL,
            "PhoneLinkage" INTEGER NOT NULL,
            "CheckInWebm" INTEGER NOT NULL,
            "CheckInMailm" INTEGER NOT NULL,
            "VcPhoneNumber" TEXT NULL,
            "ListenStatus" INTEGER NOT NULL,
            "ServiceWorkId" TEXT NULL,
            "Skills" TEXT NOT NULL,
            "Enabled" INTEGER NOT NULL,
            "ChangedAt" INTEGER NOT NULL,
            CONSTRAINT "FK_Agents_Gateways_GatewayId" FOREIGN KEY ("GatewayId") REFERENCES "Gateways" ("Id") ON DELETE CASCADE
        );

        CREATE UNIQUE INDEX "IX_Agents_GatewayId_AgentId" ON "Agents" ("GatewayId", "AgentId");

        CREATE INDEX "IX_AspNetRoleClaims_RoleId" ON "AspNetRoleClaims" ("RoleId");

        CREATE UNIQUE INDEX "RoleNameIndex" ON "AspNetRoles" ("NormalizedName");

        CREATE INDEX "IX_AspNetUserClaims_UserId" ON "AspNetUserClaims" ("UserId");

        CREATE INDEX "IX_AspNetUserLogins_UserId" ON "AspNetUserLogins" ("UserId");

        CREATE INDEX "IX_AspNetUserRoles_RoleId" ON "AspNetUserRoles" ("RoleId");

        CREATE INDEX "EmailIndex" ON "AspNetUsers" ("NormalizedEmail");

        CREATE UNIQUE INDEX "UserNameIndex" ON "AspNetUsers" ("NormalizedUserName");

        CREATE INDEX "IX_Audit_At" ON "Audit" ("At");

        CREATE INDEX "IX_Events_AgentId" ON "Events" ("AgentId");

        CREATE INDEX "IX_Events_Gateway" ON "Events" ("Gateway");

        CREATE INDEX "IX_Events_ReceivedAt" ON "Events" ("ReceivedAt");

        CREATE INDEX "IX_Events_Type" ON "Events" ("Type");

        CREATE UNIQUE INDEX "IX_Gateways_Name" ON "Gateways" ("Name");

        CREATE UNIQUE INDEX "IX_Tokens_Name" ON "Tokens" ("Name");
        """);
}
