using System.Collections.Immutable;
using Supervisor.Web.Features.Floor;

namespace Supervisor.Web.Features.FloorViews;

/// <summary>A saved view as one person sees it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="IsOwn">It is this person's, who may change it.</param>
/// <param name="IsShared">Everybody on the floor sees it.</param>
/// <param name="Roles">Roles whose floor opens with it.</param>
/// <param name="Choice">Filters, order and groups.</param>
/// <param name="Layout">Columns and density.</param>
public sealed record SavedView(int Id, string Name, string Owner, bool IsOwn, bool IsShared, ImmutableArray<string> Roles, FloorChoice Choice, FloorLayout Layout);
