using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>Until when the roles of an external user hold. The provider's names of users stand in Identity's own table of logins.</summary>
[DbContext(typeof(SupervisorDb)), Migration("20261126000050_SingleSignOn")]
internal sealed class SingleSignOn : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""ALTER TABLE "AspNetUsers" ADD COLUMN "RolesGoodUntil" INTEGER NULL;""");
}
