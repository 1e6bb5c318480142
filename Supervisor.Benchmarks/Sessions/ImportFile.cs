namespace Supervisor.Benchmarks.Sessions;

/// <summary>The agents that the simulator writes for an import.</summary>
internal static class ImportFile
{
    public static IEnumerable<(string Id, string Phone, string Password)> Read(string csv)
    {
        var lines = File.ReadAllLines(csv);
        var names = lines[0].Split(',');
        var (id, phone, password) = (Array.IndexOf(names, "agentId"), Array.IndexOf(names, "phoneNumber"), Array.IndexOf(names, "password"));
        return lines.Skip(1).Select(line => line.Split(',')).Select(cells => (cells[id], cells[phone], cells[password]));
    }
}
