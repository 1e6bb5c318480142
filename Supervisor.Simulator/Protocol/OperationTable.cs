namespace Supervisor.Simulator.Protocol;

/// <summary>Finds the operation of a path. New interface families are further lists of operations, nothing else.</summary>
internal sealed class OperationTable(IEnumerable<Operation> operations)
{
    private readonly ILookup<(string Group, int Length), Operation> _byShape =
        operations.ToLookup(operation => (operation.Segments[0], operation.Segments.Length));

    public IEnumerable<Operation> All => _byShape.SelectMany(group => group);

    /// <summary>The operation and its path parameters. <paramref name="wrongMethod"/> tells that only the method does not fit.</summary>
    public Operation? Find(string method, ReadOnlySpan<string> path, List<string> arguments, out bool wrongMethod)
    {
        wrongMethod = false;
        if (path.Length == 0)
            return null;
        foreach (var operation in _byShape[(path[0], path.Length)])
        {
            if (!Matches(operation.Segments, path, arguments))
                continue;
            if (string.Equals(operation.Method, method, StringComparison.OrdinalIgnoreCase))
                return operation;
            wrongMethod = true;
        }
        return null;
    }

    private static bool Matches(string[] template, ReadOnlySpan<string> path, List<string> arguments)
    {
        arguments.Clear();
        for (var i = 0; i < path.Length; i++)
        {
            if (template[i][0] == '{')
                arguments.Add(path[i]);
            else if (!string.Equals(template[i], path[i], StringComparison.Ordinal))
                return false;
        }
        return true;
    }
}
