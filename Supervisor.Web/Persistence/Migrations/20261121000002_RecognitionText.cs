using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Supervisor.Web.Persistence.Migrations;

/// <summary>
/// What was said, by groups of three characters, so that languages without spaces are found too. The row id is the event's sequence. Not part
/// of the model: EF knows no virtual tables, and only the appender, the reads and the pruner touch it. Stores the texts a second time, because
/// an index without them cannot forget a row before SQLite 3.43.
/// </summary>
[DbContext(typeof(SupervisorDb)), Migration("20261121000002_RecognitionText")]
internal sealed class RecognitionText : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""CREATE VIRTUAL TABLE "RecognitionText" USING fts5("Said", tokenize = 'trigram');""");
}
