using Microsoft.Extensions.Logging;
using Supervisor.Tests.Support;
using Supervisor.Web.Security.SingleSignOn;

namespace Supervisor.Tests.Security;

/// <summary>What the log has of single sign-ons that came to nothing, however many there are.</summary>
public sealed class SingleSignOnTroubleTests : IDisposable
{
    private readonly LogCapture _logs = new();
    private readonly LoggerFactory _loggers;
    private readonly ManualTimeProvider _time = new();
    private readonly SingleSignOnTrouble _trouble;

    public SingleSignOnTroubleTests()
    {
        _loggers = new LoggerFactory([_logs]);
        _trouble = new SingleSignOnTrouble(_time, _loggers.CreateLogger<SingleSignOnTrouble>());
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public void OfReturn_WhateverTheRequestSays_IsOneLineAMinuteWithTheirNumber()
    {
        for (var i = 0; i < 1_000; i++) _trouble.OfReturn(new InvalidOperationException($"made up {i}"));
        Assert.Equal(1, Lines("did not come to an end"));

        _time.Advance(TimeSpan.FromMinutes(1));
        _trouble.OfReturn(new InvalidOperationException("the last"));

        Assert.Contains("did not come to an end: the last (1000 time(s)", _logs.Text, StringComparison.Ordinal);
        Assert.Equal(2, Lines("did not come to an end"));
    }

    [Fact]
    public void OfReturn_WhatWeRefuse_IsToldApart()
    {
        foreach (var why in (string[])["one", "other", "one"]) _trouble.OfReturn(new SingleSignOnRefusedException(why));

        Assert.Equal(2, Lines("did not come to an end"));
    }

    [Fact]
    public void OfProvider_KindsWithoutEnd_AreBounded()
    {
        for (var i = 0; i < 1_000; i++) _trouble.OfProvider("https://provider/", $"answer {i}");

        Assert.Equal(SingleSignOnTrouble.MostKinds + 1, Lines("cannot be used"));
    }

    private int Lines(string words) => _logs.Text.Split(words).Length - 1;
}
