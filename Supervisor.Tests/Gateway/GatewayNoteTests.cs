using System.Text;
using Supervisor.Web.Gateway;

namespace Supervisor.Tests.Gateway;

public sealed class GatewayNoteTests
{
    [Fact]
    public void Of_UnknownCode_KeepsTheMessageOnOneShortLine()
    {
        var note = GatewayNote.Of(Refused("888-001", "  a\r\n\tb \u0007" + new string('x', 500)));
        Assert.Equal(("888-001", GatewayNote.Longest), (note!.Code, note.Text.Length));
        Assert.StartsWith("a b x", note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SurrogatePairAtTheEnd_IsNotCut()
    {
        var note = GatewayNote.Of(Refused("888-001", new string('x', GatewayNote.Longest - 1) + "\U0001F600"));
        Assert.Equal(new string('x', GatewayNote.Longest - 1), note!.Text);
    }

    [Theory]
    [InlineData("100-004", "wrong password")]
    [InlineData("888-001", "  ")]
    [InlineData("888-001", "guid GUID-1 is bad")]
    [InlineData("888-001", "no such password: Top-Secret")]
    public void Of_KnownCodeOrNothingSaidOrASecret_IsNone(string code, string message) =>
        Assert.Null(GatewayNote.Of(Refused(code, message), null, "", "guid-1", "top-secret"));

    [Theory]
    [InlineData("""{"message":"The number of login agents has exceeded that permitted for this VDN.","retcode":"100-099"}""")]
    [InlineData("""{"message":"The number of login agents has exceeded that permitted for this VDN."}""")]
    [InlineData("""{"message":"The number of login agents has exceeded the video limit","retcode":"-1"}""")]
    public void Parse_LoginLimitAsAText_IsACodeOfItsOwn(string body) =>
        Assert.Equal(Failure.LoginLimit, Envelope.Parse(Encoding.UTF8.GetBytes(body))!.RetCode);

    [Theory]
    [InlineData("""{"message":"The number of login agents has exceeded","retcode":"0"}""", "0")]
    [InlineData("""{"message":"something else","retcode":"100-099"}""", "100-099")]
    public void Parse_AnyOtherAnswer_KeepsItsCode(string body, string code) => Assert.Equal(code, Envelope.Parse(Encoding.UTF8.GetBytes(body))!.RetCode);

    private static Envelope Refused(string code, string message) => new(code, message, default, []);
}
