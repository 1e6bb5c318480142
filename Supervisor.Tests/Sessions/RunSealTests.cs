using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class RunSealTests : IDisposable
{
    private const string Text = "a GUID that opens a session";
    private readonly IDataProtector _protector = new EphemeralDataProtectionProvider().CreateProtector("test");
    private readonly RunSeal _seal;

    public RunSealTests() => _seal = new RunSeal(_protector);

    [Fact]
    public void Read_WhatWasWritten_IsTheText()
    {
        var (first, second) = (Written(), Written());
        foreach (var written in (byte[][])[first, second])
        {
            var (bytes, from) = RunSeal.Read(_protector, written);
            Assert.Equal(Text, Encoding.UTF8.GetString(bytes.AsSpan(from)));
        }
    }

    [Fact]
    public void Write_TheSameTwice_IsNeverTheSame() => Assert.NotEqual(Written(), Written());

    [Fact]
    public void Write_Text_IsNotInIt() => Assert.DoesNotContain("GUID", Encoding.Latin1.GetString(Written()), StringComparison.Ordinal);

    [Fact]
    public void Read_AnyByteChanged_IsRefused()
    {
        var written = Written();
        for (var at = 0; at < written.Length; at++)
        {
            byte[] changed = [.. written];
            changed[at] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => RunSeal.Read(_protector, changed));
        }
    }

    [Fact]
    public void Read_CutOff_IsRefused()
    {
        var written = Written();
        for (var length = 0; length < written.Length; length++) Assert.ThrowsAny<CryptographicException>(() => RunSeal.Read(_protector, written[..length]));
    }

    [Fact]
    public void Read_AnotherKeyRing_IsRefused() =>
        Assert.ThrowsAny<CryptographicException>(() => RunSeal.Read(new EphemeralDataProtectionProvider().CreateProtector("test"), Written()));

    public void Dispose() => _seal.Dispose();

    private byte[] Written()
    {
        using var to = new MemoryStream();
        _seal.Write(to, Encoding.UTF8.GetBytes(Text));
        return to.ToArray();
    }
}
