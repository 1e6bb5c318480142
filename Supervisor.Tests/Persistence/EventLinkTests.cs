using System.Security.Cryptography;
using System.Text;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Persistence;

/// <summary>
/// The links of constant rows, as another program computes them that follows the description of <see cref="EventLink"/>. A store that was written years ago has to be proven still: what fails here
/// would call every one of them altered.
/// </summary>
public sealed class EventLinkTests
{
    private const long Received = 638_997_084_000_000_000;

    private static readonly byte[] Previous = [.. Enumerable.Range(0, EventLink.Size).Select(n => (byte)n)];
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("""{"a":"é"}""");

    [Fact]
    public void Next_EveryColumn_AsOnTheDisks() =>
        Assert.Equal("EC23B930308EEF8483B9CD848E288F8F8435C33E1B1AF8ADF1CEAEC69086C3B4", Next(generated: Received - 30_000, "demo", 0, "AgentState_Ready", Content));

    [Fact]
    public void Next_NoContentNoTimeNoType_AsOnTheDisks() =>
        Assert.Equal("4852B048E13D40563342BAC372E680EF083E7E3FFA6C3D35E96170F7615FBAE9", Next(null, "demo", 2, "", null));

    [Fact]
    public void Next_DigestInPlaceOfTheContent_AsOnTheDisks() =>
        Assert.Equal("563E70250214BDFE9ACB6B52714CAB4A1251F228CEE964BD213890D8DA9FCAB6", Next(null, "演示", 1, "x", Content, SHA256.HashData(Content)));

    private static string Next(long? generated, string gateway, long origin, string type, byte[]? content, byte[]? hash = null) => Convert.ToHexString(new EventLink().Next(Previous, new LinkedRow
    {
        Sequence = 41,
        ReceivedAt = Received,
        GeneratedAt = generated,
        Gateway = gateway,
        AgentId = "291",
        Origin = origin,
        Type = type,
        HasContent = content is not null,
        Content = content,
        ContentHash = hash,
    }));
}
