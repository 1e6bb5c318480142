using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class SignInBytesTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);
    private static readonly KeptSignIn Polled = new("g", "291", 7, "guid", "a=1; b=2", At, At.AddHours(-1), InQueues: true);

    public static TheoryData<string> Cases => [.. All.Keys];

    private static IReadOnlyDictionary<string, KeptSignIn> All { get; } = new Dictionary<string, KeptSignIn>
    {
        ["polled"] = Polled,
        ["nothing but what must be"] = new("g", "291", 0, null, null, At, null, InQueues: false),
        ["empty is not missing"] = Polled with { Guid = "", Cookies = "" },
        ["pushed"] = Polled with { Callback = new Uri("https://supervisor.example/callback/agentevent"), ServiceToken = "token" },
        ["password that never expires"] = Polled with { Password = new PasswordStanding(false, null, At) },
        ["password that must be changed today"] = Polled with { Password = new PasswordStanding(true, 0, At) },
        ["another alphabet"] = Polled with { Gateway = "网关", Cookies = "c=é" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Read_Written_IsTheSame(string name) => Assert.Equal([All[name]], Again([All[name]]));

    [Fact]
    public void Read_ManyWritten_AreTheSameInOrder() => Assert.Equal(All.Values, Again(All.Values));

    [Fact]
    public void Read_NoneWritten_IsEmpty() => Assert.Empty(Again([]));

    [Fact]
    public void Read_CutAnywhere_SaysSo()
    {
        var written = Written(All.Values);
        for (var length = 0; length < written.Length; length++) Assert.Throws<EndOfStreamException>(() => SignInBytes.Read(new MemoryStream(written, 0, length)));
    }

    private static IEnumerable<KeptSignIn> Again(IEnumerable<KeptSignIn> kept) => SignInBytes.Read(new MemoryStream(Written(kept)));

    private static byte[] Written(IEnumerable<KeptSignIn> kept)
    {
        using var to = new MemoryStream();
        SignInBytes.Write(to, kept);
        return to.ToArray();
    }
}
