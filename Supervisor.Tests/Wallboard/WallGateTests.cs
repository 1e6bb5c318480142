using System.Net;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Wallboard;

namespace Supervisor.Tests.Wallboard;

public sealed class WallGateTests
{
    [Fact]
    public void MayGuess_FromOneNetworkOfIPv6_CountsAsOneAddress()
    {
        var gate = new WallGate(null!, new ManualTimeProvider());
        for (var i = 1; i <= WallGate.MostGuesses; i++) Assert.True(gate.MayGuess(IPAddress.Parse($"2001:db8::{i:x}")));

        Assert.False(gate.MayGuess(IPAddress.Parse("2001:db8::ffff:1")));
        Assert.True(gate.MayGuess(IPAddress.Parse("2001:db8:0:1::1")));
        Assert.True(gate.MayGuess(null));
    }
}
