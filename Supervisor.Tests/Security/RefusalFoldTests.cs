using System.Net;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

public sealed class RefusalFoldTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly IPAddress Guesser = IPAddress.Parse("192.0.2.7");

    private readonly RefusalFold _fold = new();

    [Fact]
    public void Admit_ADayOfGuessing_LeavesFewLinesAndLosesNoCount()
    {
        var (admitted, lines, told) = (0, 0, 0);
        for (var second = 0; second < 86_400; second++)
        {
            if (_fold.Admit("sign-in.failed", Guesser, Start.AddSeconds(second))) admitted++;
            if (second % 60 != 59) continue;
            foreach (var folded in _fold.Take(Start.AddSeconds(second)))
            {
                lines++;
                told += folded.Count;
            }
        }

        foreach (var folded in _fold.Take(Start.AddDays(1), everything: true)) told += folded.Count;
        Assert.InRange(admitted + lines, 100, 350);
        Assert.Equal(86_400, admitted + told);
    }

    [Fact]
    public void Take_OnceItIsQuiet_TellsTheRestOnce()
    {
        for (var i = 0; i < 8; i++) _fold.Admit("sign-in.failed", Guesser, Start);

        Assert.Empty(_fold.Take(Start.AddSeconds(59)));
        Assert.Equal(("192.0.2.7", 3), Assert.Single(_fold.Take(Start.AddSeconds(60))) is var one ? (one.Source, one.Count) : default);
        Assert.Empty(_fold.Take(Start.AddSeconds(61), everything: true));
    }

    [Fact]
    public void Admit_AnotherAddressOrAction_HasLinesOfItsOwn()
    {
        for (var i = 0; i < 9; i++) _fold.Admit("sign-in.failed", Guesser, Start);

        Assert.False(_fold.Admit("sign-in.failed", Guesser.MapToIPv6(), Start));
        Assert.True(_fold.Admit("token.refused", Guesser, Start));
        Assert.True(_fold.Admit("sign-in.failed", IPAddress.Parse("192.0.2.8"), Start));
    }

    [Fact]
    public void Admit_ManyAddresses_ShareTheLinesOfOne()
    {
        for (var i = 0; i < RefusalFold.MostAddresses; i++) Assert.True(_fold.Admit("sign-in.failed", new IPAddress(0x0a000000 + i), Start));

        Assert.Equal(RefusalFold.Lines, Enumerable.Range(0, 5000).Count(i => _fold.Admit("sign-in.failed", new IPAddress(0x0b000000 + i), Start)));
        Assert.Equal("other addresses", Assert.Single(_fold.Take(Start.AddMinutes(1))).Source);
    }

    [Fact]
    public void Source_OfOneNetwork_IsOne() => Assert.Equal(RefusalFold.Source(IPAddress.Parse("2001:db8::1")), RefusalFold.Source(IPAddress.Parse("2001:db8::ffff:1")));
}
