using System.Globalization;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Limits;
using Supervisor.Web.Features.Today;

namespace Supervisor.Web.Features.Floor;

/// <summary>One agent on one open page: the stable item of the grid, holding a replaceable picture.</summary>
public sealed class FloorRow(AgentSnapshot snapshot, int number) : IFloorLine
{
    private AgentProfile? _searched;
    private string _words = "";
    private FloorLimits _limits = FloorLimits.Default;
    private AgentSnapshot? _limited;
    private StateLimit? _limit;
    private AgentSnapshot? _placed;
    private int _placedLevel;

    public AgentId Id { get; } = snapshot.Id;

    /// <inheritdoc />
    public string ElementId { get; } = "fr-" + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The newest picture; replaced whole.</summary>
    public AgentSnapshot Snapshot { get; set; } = snapshot;

    /// <summary>The day so far; null where nothing is known of it. Replaced whole.</summary>
    public TodayFigures? Today { get; set; }

    /// <inheritdoc />
    public int Index { get; set; }

    /// <inheritdoc />
    public bool Active { get; set; }

    /// <summary>Picked out, to do something with all of those. Set by the board.</summary>
    public bool Selected { get; internal set; }

    /// <summary>Out of which limits <see cref="Limit"/> is taken.</summary>
    public FloorLimits Limits
    {
        get => _limits;
        set
        {
            if (ReferenceEquals(_limits, value)) return;
            _limits = value;
            _limited = null;
        }
    }

    /// <summary>The limit of the state, for this reason and this team; null where it may last as long as it likes.</summary>
    public StateLimit? Limit
    {
        get
        {
            if (ReferenceEquals(_limited, Snapshot)) return _limit;
            _limited = Snapshot;
            return _limit = _limits.Of(Snapshot.State, Snapshot.Reason, Snapshot.Profile.Team);
        }
    }

    /// <summary>The urgency as of the board's last look.</summary>
    public int Level { get; private set; }

    /// <summary>It is in the board's order, and nothing by which the order goes has changed since, but for figures of today.</summary>
    internal bool Stands => ReferenceEquals(_placed, Snapshot) && _placedLevel == Level;

    /// <summary>How far over its limit: 2 alarm, 1 warning, 0 within, -1 for an agent who is not at work.</summary>
    public int Urgency(DateTimeOffset now) =>
        Snapshot.State == AgentState.SignedOut ? -1 : Limit?.Level(now - Snapshot.Since) ?? 0;

    /// <summary>Looks at the clock, once for sorting and filtering.</summary>
    public void Look(DateTimeOffset now) => Level = Urgency(now);

    /// <summary>It is put where it belongs as it is now.</summary>
    internal void Stand() => (_placed, _placedLevel) = (Snapshot, Level);

    /// <summary>It is taken out of the order.</summary>
    internal void Leave() => _placed = null;

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
