using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>How the last verification ended, for the exports. Written by hand; a test compares the schema with the model.</summary>
[DbContext(typeof(SupervisorDb)), Migration("20261125000020_VerificationMarks")]
internal sealed class VerificationMarks : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE "VerificationMarks" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_VerificationMarks" PRIMARY KEY,
            "At" INTEGER NOT NULL,
            "Through" INTEGER NOT NULL,
            "Findings" INTEGER NOT NULL
        );
        """);
}
