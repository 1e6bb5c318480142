using System.Globalization;
using System.Text;
using CsvHelper;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Credentials;

/// <summary>One thing that is wrong in a file.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Column">Name of the column, or empty where the whole line is meant.</param>
/// <param name="Error">What is wrong.</param>
public sealed record CsvError(int Line, string Column, FieldError Error)
{
    /// <summary>For the command line: <c>line 3, phoneNumber: ...</c>.</summary>
    public override string ToString() => Column.Length == 0 ? $"line {Line}: {Error.Text}" : $"line {Line}, {Column}: {Error.Text}";
}

/// <summary>One agent of a file; null where the file has no such column, so that what is stored is kept.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="AgentId">Agent id.</param>
/// <param name="PhoneNumber">Softphone number.</param>
/// <param name="Name">Name.</param>
/// <param name="Team">Team.</param>
/// <param name="ProtectedPassword">Password, protected as soon as it was read; null where none is given.</param>
/// <param name="SignInStatus">3, 4 or 5.</param>
/// <param name="AgentType">4 or 11.</param>
/// <param name="Skills">Skills.</param>
public sealed record CsvAgent(
    int Line, string AgentId, string PhoneNumber, string? Name, string? Team, byte[]? ProtectedPassword, int? SignInStatus, int? AgentType, string? Skills);

/// <summary>Reads the agents file of surface.md. Never throws for what is in the file: everything wrong is reported, with line and column.</summary>
internal sealed class AgentsCsv(CredentialVault vault)
{
    public const int LargestFile = 5 * 1024 * 1024;

    public const string Template = "agentId,name,team,phoneNumber,password,signInStatus,agentType,skills\r\n";

    private static readonly string[] Columns = Template.TrimEnd().Split(',');

    public async Task<(IReadOnlyList<CsvAgent> Agents, IReadOnlyList<CsvError> Errors)> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await file.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > LargestFile) return ([], [new CsvError(1, "", new("", "The file is larger than {0} MB.", LargestFile / 1024 / 1024))]);
        }

        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
            return Read(text.TrimStart('\uFEFF'));
        }
        catch (DecoderFallbackException)
        {
            return ([], [new CsvError(1, "", new("", "The file is not UTF-8 text. Save it as \"CSV UTF-8\"."))]);
        }
    }

    private (IReadOnlyList<CsvAgent>, IReadOnlyList<CsvError>) Read(string text)
    {
        var errors = new List<CsvError>();
        var agents = new List<CsvAgent>();
        var options = new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            // no value has a line break in it, so that one bad quotation mark cannot swallow the rest of the file
            AllowLineBreaksInQuotes = false,
            OnMalformedRecord = bad => errors.Add(new((int)bad.LineNumber, "", new("", "There is a quotation mark out of place."))),
        };
        using var reader = CsvReader.FromText(text, options);
        if (!reader.Read()) return ([], [new CsvError(1, "", new("", "The file is empty."))]);
        var header = Fields(reader).Select(x => x.Trim()).ToArray();
        CheckHeader(header, errors);
        if (errors.Count > 0) return ([], errors);

        var lines = new Dictionary<string, int>();
        while (reader.Read())
        {
            var (line, record) = ((int)reader.LineNumber, Fields(reader));
            if (record.All(string.IsNullOrWhiteSpace)) continue;
            if (record.Length != header.Length)
            {
                errors.Add(new(line, "", new("", "There are {0} values where the header has {1} columns.", record.Length, header.Length)));
                continue;
            }

            var agent = ReadAgent(line, header, record, errors);
            if (lines.TryAdd(agent.AgentId, line)) agents.Add(agent);
            else if (agent.AgentId.Length > 0) errors.Add(new(line, "agentId", new("agentId", "Agent {0} stands on line {1} already.", agent.AgentId, lines[agent.AgentId])));
        }

        if (agents.Count == 0 && errors.Count == 0) errors.Add(new(1, "", new("", "There are no agents in the file.")));
        return (agents, errors.OrderBy(x => x.Line).ToList());
    }

    private static string[] Fields(CsvReader reader) => Enumerable.Range(0, reader.FieldCount).Select(reader.GetString).ToArray();

    private static void CheckHeader(string[] header, List<CsvError> errors)
    {
        foreach (var name in header.Where(x => !Columns.Contains(x, StringComparer.OrdinalIgnoreCase)))
            errors.Add(new(1, name, new("", "There is no such column. The columns are {0}, separated by commas.", string.Join(", ", Columns))));
        foreach (var name in header.GroupBy(x => x, StringComparer.OrdinalIgnoreCase).Where(x => x.Count() > 1))
            errors.Add(new(1, name.Key, new("", "The column stands there twice.")));
        foreach (var name in new[] { "agentId", "phoneNumber" }.Where(x => !header.Contains(x, StringComparer.OrdinalIgnoreCase)))
            errors.Add(new(1, name, new("", "The column is missing.")));
    }

    private CsvAgent ReadAgent(int line, string[] header, string[] record, List<CsvError> errors)
    {
        string? Value(string column) => Array.FindIndex(header, x => x.Equals(column, StringComparison.OrdinalIgnoreCase)) is >= 0 and var i
            // spaces are part of a password and of nothing else
            ? column == "password" ? record[i] : record[i].Trim()
            : null;

        int? Number(string column)
        {
            if (Value(column) is not { } text) return null;
            if (text.Length == 0) return 4;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        }

        var form = new CredentialForm { AgentId = Value("agentId")!, PhoneNumber = Value("phoneNumber")!, Password = Value("password") };
        form.Name = Value("name") ?? "";
        form.Team = Value("team") ?? "";
        form.Skills = Value("skills") ?? "";
        var status = Number("signInStatus");
        var type = Number("agentType");
        form.SignInStatus = status ?? 4;
        form.AgentType = type ?? 4;
        errors.AddRange(CredentialRules.Check(form).Select(x => new CsvError(line, x.Field, x)));
        var password = form.Password is { Length: > 0 and <= 32 } given ? vault.Protect(given) : null;
        return new CsvAgent(line, form.AgentId, form.PhoneNumber, Value("name"), Value("team"), password, status, type, Value("skills"));
    }
}
