using Supervisor.Web.Features.Credentials;

namespace Supervisor.Tests.Credentials;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("Good-pass-1", "Good-pass-1", "")]
    [InlineData("8letters", "8letters", "")]
    [InlineData("Short-1", "Short-1", "newPassword: the new password must have 8 to 30 characters")]
    [InlineData("1234567890123456789012345678901", "1234567890123456789012345678901", "newPassword: the new password must have 8 to 30 characters")]
    [InlineData("Old-pass-1", "Old-pass-1", "newPassword: the new password is the same as the old one")]
    [InlineData("291291291", "291291291", "newPassword: the new password is the account's name, or its reverse")]
    [InlineData("192192192", "192192192", "newPassword: the new password is the account's name, or its reverse")]
    [InlineData("ADELAIDE", "ADELAIDE", "newPassword: the new password is the account's name, or its reverse")]
    [InlineData("with space", "with space", "newPassword: Use letters, digits and signs without spaces.")]
    [InlineData("kennwört", "kennwört", "newPassword: Use letters, digits and signs without spaces.")]
    [InlineData("Good-pass-1", "Good-pass-2", "repetition: the two entries differ")]
    [InlineData("x y", "z", "newPassword: the new password must have 8 to 30 characters|newPassword: Use letters, digits and signs without spaces.|repetition: the two entries differ")]
    public void Check_EachRuleOfTheGateway_IsToldBeforeAnythingIsSent(string password, string repetition, string errors)
    {
        var form = new NewPasswordForm { Generate = false, Password = password, Repetition = repetition };
        var found = PasswordRules.Check(["291291291", "Adelaide", ""], "Old-pass-1", form);
        Assert.Equal(errors.Replace("the two entries differ", "the repetition of the new password differs", StringComparison.Ordinal), string.Join('|', found.Select(x => $"{x.Field}: {x.Text}")));
    }

    [Fact]
    public void Generated_EachOne_IsStrongAndAnother()
    {
        var many = Enumerable.Range(0, 200).Select(_ => NewPasswordForm.Generated()).ToList();
        Assert.Equal(many.Count, many.Distinct().Count());
        Assert.All(many, one =>
        {
            Assert.Equal(16, one.Length);
            Assert.True(one.Any(char.IsAsciiLetterLower) && one.Any(char.IsAsciiLetterUpper) && one.Any(char.IsAsciiDigit) && one.Any(letter => !char.IsAsciiLetterOrDigit(letter)), "all four kinds");
            Assert.Empty(PasswordRules.Check(["291"], "Old-pass-1", new NewPasswordForm { Password = one, Repetition = one }));
        });
    }
}
