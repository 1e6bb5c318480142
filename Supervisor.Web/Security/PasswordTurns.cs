namespace Supervisor.Web.Security;

/// <summary>
/// Lets one password at a time be checked for a name: of many sent at once each has to find the count that the one before has left. Names that nobody has wait as well, or waiting would tell who exists.
/// </summary>
internal sealed class PasswordTurns
{
    /// <summary>Names share these by their hash, so that memory is bounded whatever is typed. The hash is another in each run: nobody can choose a name that makes somebody else wait.</summary>
    private const int Turns = 1024;

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Turns).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Does this when its turn has come.</summary>
    /// <param name="name">In the form in which names are compared.</param>
    /// <param name="check">Runs to its end once it has begun.</param>
    /// <param name="gone">Ends the waiting.</param>
    public async Task<T> TakeAsync<T>(string name, Func<Task<T>> check, CancellationToken gone)
    {
        var turn = _turns[(uint)name.GetHashCode(StringComparison.Ordinal) % Turns];
        await turn.WaitAsync(gone);
        try
        {
            return await check();
        }
        finally
        {
            turn.Release();
        }
    }
}
