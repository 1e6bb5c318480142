using System.Globalization;
using Supervisor.Domain.Codes;
using Supervisor.Domain.Sessions;

namespace Supervisor.Tests.Domain;

public sealed class ErrorCatalogueTests
{
    /// <summary>Rows of protocol.md section 5, written out: whoever changes the table changes the session's behaviour, and has to say so here.</summary>
    public static TheoryData<string, CodeAction, RefusalClass> Rows => new()
    {
        { "000-000", CodeAction.Retry, RefusalClass.Transient },
        { "000-001", CodeAction.Login, RefusalClass.SessionOver },
        { "000-002", CodeAction.Fix, RefusalClass.Final },
        { "000-003", CodeAction.Login, RefusalClass.StaleGuid },
        { "000-004", CodeAction.Retry, RefusalClass.SwitchOver },
        { "000-007", CodeAction.Retry, RefusalClass.Transient },
        { "100-002", CodeAction.Force, RefusalClass.Occupied },
        { "100-003", CodeAction.Ops, RefusalClass.Transient },
        { "100-004", CodeAction.Fix, RefusalClass.Final },
        { "100-006", CodeAction.Login, RefusalClass.SessionOver },
        { "100-007", CodeAction.Ops, RefusalClass.Transient },
        { "100-008", CodeAction.Login, RefusalClass.SessionOver },
        { "100-010", CodeAction.State, RefusalClass.Transient },
        { "100-015", CodeAction.Stop, RefusalClass.Occupied },
        { "100-060", CodeAction.Stop, RefusalClass.Locked },
        { "100-061", CodeAction.Stop, RefusalClass.Locked },
        { "105-001", CodeAction.Login, RefusalClass.SessionOver },
        { "105-002", CodeAction.Retry, RefusalClass.SwitchOver },
        { "105-003", CodeAction.Retry, RefusalClass.SwitchOver },
        { "105-004", CodeAction.Retry, RefusalClass.SwitchOver },
        { "105-005", CodeAction.Login, RefusalClass.SessionOver },
        { "105-006", CodeAction.Login, RefusalClass.SessionOver },
        { "105-007", CodeAction.Login, RefusalClass.SessionOver },
        { "107-000", CodeAction.Login, RefusalClass.Final },
        { "110-016", CodeAction.Stop, RefusalClass.Locked },
        { "110-021", CodeAction.Stop, RefusalClass.Locked },
        { "200-017", CodeAction.Ok, RefusalClass.Final },
        { "300-001", CodeAction.Perm, RefusalClass.Final },
        { "600-001", CodeAction.Ops, RefusalClass.Final },
        { "900-002", CodeAction.Perm, RefusalClass.Final },
        { "999-001", CodeAction.Ops, RefusalClass.Transient },
        { "login-limit", CodeAction.Ops, RefusalClass.Transient },
        { "unreadable-password", CodeAction.Fix, RefusalClass.Final },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Find_RowOfTheProtocol_HasItsClassForPeopleAndForSessions(string code, CodeAction action, RefusalClass session)
    {
        var entry = ErrorCatalogue.Find(code);
        Assert.Equal((action, session), (entry.Action, entry.Session));
        Assert.Equal(session, Refusal.Classify(code));
    }

    /// <summary>Every code that protocol.md section 5 names, its ranges written out.</summary>
    [Fact]
    public void Find_EveryCodeOfTheProtocol_IsKnown()
    {
        (string Family, int From, int To)[] ranges =
        [
            ("000", 0, 7), ("100", 1, 18), ("100", 60, 62), ("101", 1, 7), ("104", 1, 11), ("105", 1, 7), ("106", 1, 5), ("107", 0, 5), ("107", 7, 7), ("107", 10, 45), ("107", 64, 80),
            ("110", 2, 12), ("110", 16, 22), ("200", 1, 26), ("210", 1, 1), ("300", 1, 4), ("400", 1, 3), ("500", 1, 10), ("600", 1, 5), ("700", 1, 3), ("700", 14, 14),
            ("700", 16, 17), ("700", 23, 24), ("700", 100, 100), ("701", 1, 6), ("800", 1, 3), ("900", 1, 9), ("999", 1, 1),
        ];
        var missing =
            from range in ranges
            from number in Enumerable.Range(range.From, range.To - range.From + 1)
            let code = string.Create(CultureInfo.InvariantCulture, $"{range.Family}-{number:000}")
            where !ErrorCatalogue.Find(code).IsKnown
            select code;
        Assert.Empty(missing);
        Assert.All(["0", "connect", "timeout", "reset", "tls", "not-protocol", "too-large", "no-ports", "http-503", "signed-out", "not-sent", "unreadable-password", "internal-fault"],
            code => Assert.True(ErrorCatalogue.Find(code).IsKnown, code));
    }

    [Fact]
    public void All_EachRow_IsThereOnceAndSaysEverythingInBothLanguages()
    {
        Assert.Equal(ErrorCatalogue.All.Count, ErrorCatalogue.All.Select(entry => entry.Shown).Distinct().Count());
        Assert.All(ErrorCatalogue.All.Append(ErrorCatalogue.Unknown), entry =>
        {
            Assert.All([entry.Meaning, entry.WhatWeDo], words =>
            {
                Assert.False(string.IsNullOrWhiteSpace(words.English), entry.Shown);
                Assert.DoesNotContain(words.English, IsHan);
                Assert.True(words.Chinese.Any(IsHan), $"{entry.Shown}: {words.Chinese}");
            });
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("999-999")]
    [InlineData("107-046")]
    [InlineData("107-0100")]
    [InlineData("nonsense")]
    public void Find_NoSuchRow_IsUnknownAndFinal(string code)
    {
        Assert.Same(ErrorCatalogue.Unknown, ErrorCatalogue.Find(code));
        Assert.Equal(RefusalClass.Final, Refusal.Classify(code));
    }

    [Theory]
    [InlineData("700-002", "a conference request failed")]
    [InlineData("700-050", "a text chat request failed")]
    [InlineData("700-014", "text chat: the database query failed")]
    public void Find_OverlappingRanges_TheNarrowestSpeaks(string code, string meaning) => Assert.Equal(meaning, ErrorCatalogue.Find(code).Meaning.English);

    [Fact]
    public void Find_HttpStatus_IsNamed()
    {
        Assert.Equal(("http-502", "the gateway answered HTTP 502", "网关返回 HTTP 502"), ErrorCatalogue.Find("http-502") is var entry ? (entry.Code, entry.Meaning.English, entry.Meaning.Chinese) : default);
    }

    [Theory]
    [InlineData("zh-CN", "座席未签入")]
    [InlineData("zh-TW", "座席未签入")]
    [InlineData("zh", "座席未签入")]
    [InlineData("de-DE", "the agent is not signed in")]
    [InlineData("", "the agent is not signed in")]
    public void For_Reader_ChineseForAllChinese(string culture, string expected) =>
        Assert.Equal(expected, ErrorCatalogue.Find("100-006").Meaning.For(CultureInfo.GetCultureInfo(culture)));

    private static bool IsHan(char letter) => letter is >= '\u4e00' and <= '\u9fff';
}
