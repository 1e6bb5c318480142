using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

public sealed class TypedNameTests
{
    [Theory]
    [InlineData("ann", "ann")]
    [InlineData("  李雷 ", "李雷")]
    [InlineData("", "-")]
    [InlineData(null, "-")]
    [InlineData("a\r\n2026 admin signed in", "a??2026 admin signed in")]
    [InlineData("a\u202enimda", "a?nimda")]
    public void Clean_WhateverIsTyped_IsOnePlainLine(string? typed, string expected) => Assert.Equal(expected, TypedName.Clean(typed));

    [Fact]
    public void Clean_Long_IsCutBetweenCharacters()
    {
        var clean = TypedName.Clean("a" + string.Concat(Enumerable.Repeat("\U0001f600", 100)));

        Assert.Equal(64, clean.Length);
        Assert.EndsWith("\U0001f600…", clean, StringComparison.Ordinal);
        // a half would not survive the way into the store
        Assert.Equal("half?", TypedName.Clean("half\ud83d"));
    }
}
