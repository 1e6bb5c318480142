namespace Supervisor.Web.Security;

/// <summary>Refusals of one address that were only counted.</summary>
/// <param name="Action">What was refused, as in the audit.</param>
/// <param name="Source">The address, or a name for several.</param>
/// <param name="Count">How many.</param>
/// <param name="From">The first of them.</param>
/// <param name="To">The last.</param>
internal sealed record FoldedRefusals(string Action, string Source, int Count, DateTimeOffset From, DateTimeOffset To);
