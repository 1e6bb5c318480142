using Supervisor.Domain.Statistics;

namespace Supervisor.Tests.Statistics;

public sealed class FigureTests
{
    [Fact]
    public void Figures_WithAFormula_AreWhatTheFormulaSays()
    {
        var figures = new Figures
        {
            Elapsed = TimeSpan.FromSeconds(1_000),
            SignedOut = TimeSpan.FromSeconds(100),
            Idle = TimeSpan.FromSeconds(200),
            Ringing = TimeSpan.FromSeconds(5),
            Talking = TimeSpan.FromSeconds(300),
            Hold = TimeSpan.FromSeconds(20),
            WrapUp = TimeSpan.FromSeconds(80),
            Busy = TimeSpan.FromSeconds(40),
            Rest = TimeSpan.FromSeconds(60),
            Answered = 8,
            TalkEpisodes = 10,
            HoldEpisodes = 4,
            WrapUpEpisodes = 8,
        };
        foreach (var basis in (Figures[])[figures, figures with { Answered = 0 }])
            foreach (var figure in Figure.All.Where(figure => figure.Formula is not null))
                Assert.Equal(figure.Value(basis)!.Value, Evaluate(figure.Spell(basis, operand => operand.Value(basis)!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))!), 9);
    }

    [Fact]
    public void Figures_OfTheList_HaveKeysOfTheirOwnAndADefinition()
    {
        Assert.Distinct(Figure.All.Select(figure => figure.Key));
        Assert.Distinct(Figure.All.Select(figure => figure.Title));
        Assert.All(Figure.All, figure => Assert.EndsWith(".", figure.Definition, StringComparison.Ordinal));
        Assert.All(Figure.All, figure => Assert.True(figure.Counts is not null || figure.States.Count > 0));
        Assert.DoesNotContain(Figure.All, figure => figure.Key.Contains("service", StringComparison.OrdinalIgnoreCase) || figure.Key.Contains("abandon", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Spell_NoCallAnswered_DividesByEpisodes()
    {
        var talk = Figure.Find("averageTalk")!;
        Assert.Equal("Talking / Answered", talk.Spell(null, operand => operand.Title));
        Assert.Equal("Talking / Answered", talk.Spell(new Figures { Answered = 1 }, operand => operand.Title));
        Assert.Equal("Talking / Conversations", talk.Spell(Figures.Zero, operand => operand.Title));
        Assert.Null(Figure.Find("talking")!.Spell(null, operand => operand.Title));
    }

    private static decimal Evaluate(string formula)
    {
        using var table = new System.Data.DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        return Convert.ToDecimal(table.Compute(formula.Replace('−', '-'), ""), System.Globalization.CultureInfo.InvariantCulture);
    }
}
