using System.Collections.Immutable;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Persistence;

/// <summary>A page of the history.</summary>
/// <param name="Items">The events, in the order asked for.</param>
/// <param name="Next">Sequence to go on from, the last one of this page; null where the page is the last.</param>
public sealed record EventPage(ImmutableArray<StoredEvent> Items, long? Next);
