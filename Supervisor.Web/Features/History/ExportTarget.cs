using System.IO.Pipelines;
using System.Text;

namespace Supervisor.Web.Features.History;

/// <summary>Where an export is written: standard output, or a file with a text beside it that says what is in it.</summary>
internal static class ExportTarget
{
    /// <summary>Behind the file's name for that text. A workbook says it on its first sheet.</summary>
    public const string AboutSuffix = ".about.txt";

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public static async Task<ExportAbout> WriteAsync(Exporter export, ExportRequest request, string target, Func<Stream> standardOutput, CancellationToken cancellationToken)
    {
        if (target == "-")
        {
            await using var stream = standardOutput();
            return await ExportAsync(stream);
        }
        request = request with { WithFacts = true };
        var about = await WholeAsync(target, ExportAsync);
        if (request.Format != ExportFormat.Xlsx)
        {
            await WholeAsync(target + AboutSuffix, async stream =>
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(about.ToText()), cancellationToken);
                return about;
            });
        }
        return about;

        async Task<ExportAbout> ExportAsync(Stream stream)
        {
            var pipe = PipeWriter.Create(stream, EventExport.IntoStream);
            var written = await export.WriteAsync(request, pipe, null, cancellationToken);
            await pipe.CompleteAsync();
            return written;
        }
    }

    /// <summary>Beside the target and renamed at the end: whoever finds the file finds it whole.</summary>
    private static async Task<ExportAbout> WholeAsync(string target, Func<Stream, Task<ExportAbout>> write)
    {
        var part = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(target))!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.part");
        try
        {
            ExportAbout about;
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var stream = new FileStream(part, options))
            {
                about = await write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(part, target, overwrite: true);
            return about;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }
}
