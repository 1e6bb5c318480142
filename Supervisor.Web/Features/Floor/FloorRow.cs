using System.Globalization;
using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Floor;

/// <summary>One agent on one open page: the stable item of the grid, holding a replaceable picture.</summary>
public sealed class FloorRow(AgentSnapshot snapshot, int number)
{
    private AgentProfile? _searched;
    private string _words = "";

    public AgentId Id { get; } = snapshot.Id;

    /// <summary>Id of the row's element; short, and the same for as long as the page is open.</summary>
    public string ElementId { get; } = "fr-" + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The newest picture; replaced whole.</summary>
    public AgentSnapshot Snapshot { get; set; } = snapshot;

    /// <summary>Place in the present order, from 0.</summary>
    public int Index { get; set; }

    /// <summary>The row the keyboard stands on.</summary>
    public bool Active { get; set; }

    /// <summary>Picked out, to do something with all of those. Set by the board.</summary>
    public bool Selected { get; internal set; }

    /// <summary>How far over its limit: 2 alarm, 1 warning, 0 within, -1 for an agent who is not at work.</summary>
    public int Urgency(DateTimeOffset now) =>
        Snapshot.State == AgentState.SignedOut ? -1 : StateLimit.Of(Snapshot.State)?.Level(now - Snapshot.Since) ?? 0;

    /// <summary>True when every word of the search is in name, number, team, gateway or call number.</summary>
    public bool Matches(string[] search)
    {
        if (search.Length == 0) return true;
        var profile = Snapshot.Profile;
        if (!ReferenceEquals(profile, _searched))
        {
            _searched = profile;
            _words = string.Join('\n', profile.Name, profile.Id.WorkNo, profile.Team, profile.Id.Gateway);
        }

        foreach (var word in search)
        {
            if (!_words.Contains(word, StringComparison.OrdinalIgnoreCase)
                && Snapshot.Call?.OtherParty?.Contains(word, StringComparison.OrdinalIgnoreCase) != true) return false;
        }

        return true;
    }
}
