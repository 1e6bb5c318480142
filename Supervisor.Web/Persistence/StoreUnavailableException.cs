namespace Supervisor.Web.Persistence;

/// <summary>The store cannot be used, so nothing can start. The message is for the person who started the app: what is wrong, where, and what to do.</summary>
public sealed class StoreUnavailableException : Exception
{
    internal StoreUnavailableException(string place, Exception cause)
        : base($"The store {place} cannot be used: {StoreFault.Describe(cause)}. {StoreFault.Advice(cause)} ({DataDirectory.Key}).", cause)
    {
    }

    internal StoreUnavailableException(string message)
        : base(message)
    {
    }
}
