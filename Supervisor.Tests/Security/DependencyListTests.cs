using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Supervisor.Tests.Support;

namespace Supervisor.Tests.Security;

/// <summary>docs/dependencies.md names every package with its version and licence, as they were restored. <c>build/dependencies</c> writes it anew.</summary>
public sealed class DependencyListTests
{
    private static readonly string Kept = Path.Combine(Repository.Root, "docs", "dependencies.md");

    [Fact]
    public async Task List_Written_IsWhatWasRestored()
    {
        var shipped = await PackagesAsync("Supervisor.Web");
        var others = (await PackagesAsync("Supervisor.Tests")).Concat(await PackagesAsync("Supervisor.Benchmarks")).Distinct().Except(shipped).Order(StringComparer.OrdinalIgnoreCase).ToList();
        var list = new StringBuilder("# Dependencies\n\nWritten by `build/dependencies`; a test fails when it is out of date. The framework itself (.NET 10, MIT) comes with the SDK.\n");
        Append(list, "In the product", shipped);
        Append(list, "In tests and benchmarks only", others);
        if (Environment.GetEnvironmentVariable("WRITE_DEPENDENCIES") == "1") await File.WriteAllTextAsync(Kept, list.ToString());
        Assert.True(list.ToString() == await File.ReadAllTextAsync(Kept), $"docs/dependencies.md is out of date: run build/dependencies. It should be:\n{list}");
    }

    private static void Append(StringBuilder list, string title, IEnumerable<string> packages) =>
        list.Append("\n## ").Append(title).Append("\n| package | version | licence |\n|---|---|---|\n").AppendJoin("", packages.Select(package => package + "\n"));

    private static async Task<List<string>> PackagesAsync(string project)
    {
        using var assets = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, project, "obj", "project.assets.json")));
        var folders = assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        return [.. assets.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => Line(library.Name.Split('/'), folders.Select(folder => Path.Combine(folder, library.Value.GetProperty("path").GetString()!)).First(Directory.Exists)))
            .Order(StringComparer.OrdinalIgnoreCase)];
    }

    private static string Line(string[] name, string folder)
    {
        var about = XDocument.Load(Directory.EnumerateFiles(folder, "*.nuspec").Single()).Root!.Elements().Single(element => element.Name.LocalName == "metadata").Elements().ToList();
        var licence = about.SingleOrDefault(element => element.Name.LocalName == "license");
        var address = about.SingleOrDefault(element => element.Name.LocalName == "licenseUrl")?.Value;
        return $"| {name[0]} | {name[1]} | {(licence?.Attribute("type")?.Value == "expression" ? licence.Value : licence is not null ? $"in the package: {licence.Value}" : address ?? "not told")} |";
    }
}
