using System.Text.RegularExpressions;
using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Statistics;

/// <summary>How a figure is written.</summary>
public enum FigureUnit
{
    /// <summary>Seconds.</summary>
    Time,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>0 to 1.</summary>
    Share,
}

/// <summary>One figure: what it is called and means, how it comes about, and of which intervals. The whole list: <see cref="All"/>.</summary>
/// <param name="Key">Its name in addresses, in the API and in formulas.</param>
/// <param name="Title">English words for the head of a column, the key of the translation.</param>
/// <param name="Unit">How it is written.</param>
/// <param name="Definition">What it means, a sentence; the key of the translation.</param>
/// <param name="Value">Seconds, number or share; null where there is nothing to divide.</param>
public sealed partial record Figure(string Key, string Title, FigureUnit Unit, string Definition, Func<Figures, decimal?> Value)
{
    /// <summary>How it is made of other figures, each as its key in braces; null for what is counted itself.</summary>
    public string? Formula { get; init; }

    /// <summary>The formula where no answered call ties the times.</summary>
    public string? EpisodeFormula { get; init; }

    /// <summary>States whose time is in it.</summary>
    public IReadOnlyList<AgentState> States { get; init; } = [];

    /// <summary>For a count: whether an interval that begins in the period is counted.</summary>
    public Func<StateInterval, bool>? Counts { get; init; }

    /// <summary>The formula with every figure in it written by <paramref name="write"/>; null where it has none.</summary>
    /// <param name="figures">Decides whether times are divided by calls or episodes; null: by calls.</param>
    /// <param name="write">Gives the number, or the name.</param>
    public string? Spell(Figures? figures, Func<Figure, string> write)
    {
        var formula = EpisodeFormula is not null && figures is { Answered: 0 } ? EpisodeFormula : Formula;
        return formula is null ? null : Operand().Replace(formula, operand => write(Find(operand.Groups[1].Value)!));
    }

    /// <summary>Whether an interval is one of those that it is made of, in that period.</summary>
    public bool IsMadeOf(in StateInterval interval, Period period) =>
        Counts is null ? States.Contains(interval.State) && interval.Within(period.From, period.To).Length > TimeSpan.Zero : period.Contains(interval.From) && Counts(interval);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Operand();
}
