using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Supervisor.Web.Features.Floor;

/// <summary>What the address of the floor says.</summary>
/// <param name="Choice">Filters, order and groups.</param>
/// <param name="ViewId">The view that is open; null for none.</param>
/// <param name="IsBare">It says nothing of filters, order and groups: those of the view hold.</param>
public sealed record FloorAddress(FloorChoice Choice, int? ViewId, bool IsBare)
{
    private const string View = "view";

    /// <summary>Says that everybody is meant, where nothing would mean a view.</summary>
    private const string Everybody = "all";

    /// <summary>The query, with the question mark; empty where nothing is to be said.</summary>
    /// <param name="choice">What is on the screen.</param>
    /// <param name="viewId">The view that is open; null for none.</param>
    /// <param name="hasOther">Without a word, the address would mean a view that is not what is on the screen.</param>
    public static string Write(FloorChoice choice, int? viewId, bool hasOther)
    {
        var query = choice.ToQuery();
        if (query.Length == 0 && hasOther) query = QueryHelpers.AddQueryString(query, Everybody, "1");
        return viewId is { } id ? QueryHelpers.AddQueryString(query, View, id.ToString(CultureInfo.InvariantCulture)) : query;
    }

    /// <summary>Reads the whole address of the page.</summary>
    public static FloorAddress Read(string address)
    {
        var query = new Uri(address).Query;
        var values = QueryHelpers.ParseQuery(query);
        var choice = FloorChoice.FromQuery(query);
        int? view = int.TryParse(values.GetValueOrDefault(View).ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        return new FloorAddress(choice, view, choice.ToQuery().Length == 0 && !values.ContainsKey(Everybody));
    }
}
