using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Codes;
using Supervisor.Web.Features.Help;

namespace Supervisor.Tests.Help;

public sealed class CodesPageTests : BunitContext
{
    public CodesPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        AddAuthorization().SetAuthorized("vic");
    }

    [Fact]
    public void Open_WithoutACode_ShowsTheWholeCatalogueInBothLanguages()
    {
        var page = Render<CodesPage>();
        Assert.Equal(ErrorCatalogue.All.Count, page.FindAll("tbody tr").Count);
        Assert.Contains("wrong user name or password", page.Find("tr[data-code='100-004'] [lang=en]").TextContent, StringComparison.Ordinal);
        Assert.Contains("用户名或密码错误", page.Find("tr[data-code='100-004'] [lang=zh-Hans]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("105-00", "105-001 105-002 105-003 105-004 105-005 105-006 105-007")]
    [InlineData("110-016", "110-016")]
    [InlineData("107-030", "107-010")]
    [InlineData("http-503", "http-503")]
    [InlineData("没有许可证", "900-007")]
    [InlineData("session id does not match", "105-006")]
    public void Search_CodeOrWord_FindsItsRows(string typed, string rows)
    {
        var page = Render<CodesPage>();
        page.Find("input[type=search]").Input(typed);
        Assert.Equal(rows, string.Join(' ', page.FindAll("tbody tr").Select(row => row.GetAttribute("data-code"))));
    }

    [Fact]
    public void Search_UnknownCode_SaysWhatIsDoneAboutIt()
    {
        var page = Render<CodesPage>();
        page.Find("input[type=search]").Input("888-888");
        Assert.Contains("888-888 is not in the catalogue", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Contains("no account is harmed", page.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_ToACode_ShowsThatCode()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/help/codes?code=100-015");
        var page = Render<CodesPage>();
        Assert.Equal("100-015", page.Find("tbody tr").GetAttribute("data-code"));
        Assert.Single(page.FindAll("tbody tr"));
    }
}
