using Microsoft.AspNetCore.DataProtection;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

public sealed class CredentialVaultTests
{
    private readonly CredentialVault _vault = new(new EphemeralDataProtectionProvider());

    [Theory]
    [InlineData("")]
    [InlineData("s3cret")]
    [InlineData("密码 with spaces ")]
    public void TryUnprotect_WhatWasProtected_GivesItBack(string password)
    {
        Assert.True(_vault.TryUnprotect(_vault.Protect(password), out var back));
        Assert.Equal(password, back);
    }

    [Fact]
    public void TryUnprotect_KeysLost_IsFalse()
    {
        var other = new CredentialVault(new EphemeralDataProtectionProvider());

        Assert.False(other.TryUnprotect(_vault.Protect("s3cret"), out var password));
        Assert.Null(password);
    }

    [Fact]
    public void TryUnprotect_Garbage_IsFalse() => Assert.False(_vault.TryUnprotect([1, 2, 3], out _));
}
