using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>The language that a person has chosen.</summary>
[DbContext(typeof(SupervisorDb)), Migration("20261126000040_UserLanguage")]
internal sealed class UserLanguage : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""ALTER TABLE "AspNetUsers" ADD COLUMN "Language" TEXT NULL;""");
}
