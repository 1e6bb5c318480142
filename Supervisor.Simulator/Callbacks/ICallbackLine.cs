namespace Supervisor.Simulator.Callbacks;

/// <summary>
/// What goes to one receiver strictly in order: the next parcel leaves only when the one before it was acknowledged.
/// A line that has nothing to send is at rest; whoever gives it something then hands it to the courier, once.
/// </summary>
internal interface ICallbackLine
{
    /// <summary>Whose events these are: faults go by it.</summary>
    string AgentId { get; }

    /// <summary>Method name in the gateway's logs: faults go by it.</summary>
    string Operation { get; }

    /// <summary>The parcel to send now, the same one until it was acknowledged; null: the line is at rest from here on, or over.</summary>
    CallbackParcel? Next();

    /// <summary>The receiver took what <see cref="Next"/> returned last.</summary>
    void Acknowledged();

    /// <summary>The receiver did not take it, or nobody knows.</summary>
    void Failed();
}
