namespace Supervisor.Web.Sessions;

/// <summary>
/// Kept sign-ins as bytes, one after the other. Ten thousand are written each ten seconds: as JSON that was a seventh of what an app takes whose agents do nothing. A file of another version is not read but refused,
/// by the seal around it.
/// </summary>
internal static class SignInBytes
{
    // a compressing stream that is written to word by word would work for each word
    private const int Chunk = 64 * 1024;

    /// <summary>Writes all of them.</summary>
    public static void Write(Stream to, IEnumerable<KeptSignIn> kept)
    {
        using var writer = new BinaryWriter(new BufferedStream(to, Chunk));
        foreach (var one in kept)
        {
            writer.Write(true);
            Write(writer, one);
        }

        writer.Write(false);
    }

    /// <summary>Reads what <see cref="Write(Stream, IEnumerable{KeptSignIn})"/> has written.</summary>
    /// <exception cref="EndOfStreamException">It ends too early.</exception>
    public static IReadOnlyList<KeptSignIn> Read(Stream from)
    {
        using var reader = new BinaryReader(new BufferedStream(from, Chunk));
        var kept = new List<KeptSignIn>();
        while (reader.ReadBoolean()) kept.Add(Read(reader));
        return kept;
    }

    private static void Write(BinaryWriter writer, KeptSignIn one)
    {
        writer.Write(one.Gateway);
        writer.Write(one.WorkNo);
        writer.Write(one.Credential);
        WriteText(writer, one.Guid);
        WriteText(writer, one.Cookies);
        writer.Write(one.GoodAt.UtcTicks);
        writer.Write(one.SignedInAt?.UtcTicks ?? 0);
        writer.Write(one.InQueues);
        WriteText(writer, one.Callback?.OriginalString);
        WriteText(writer, one.ServiceToken);
        writer.Write(one.Password is not null);
        if (one.Password is not { } password) return;
        writer.Write(password.MustChange);
        writer.Write(password.DaysLeft ?? -1);
        writer.Write(password.ToldAt.UtcTicks);
    }

    // in the order in which they were written, which is the order in which C# evaluates
    private static KeptSignIn Read(BinaryReader reader) =>
        new(reader.ReadString(), reader.ReadString(), reader.ReadInt64(), ReadText(reader), ReadText(reader), Utc(reader.ReadInt64()), reader.ReadInt64() is > 0 and var at ? Utc(at) : null, reader.ReadBoolean())
        {
            Callback = ReadText(reader) is { } callback ? new Uri(callback) : null,
            ServiceToken = ReadText(reader),
            Password = reader.ReadBoolean() ? new PasswordStanding(reader.ReadBoolean(), reader.ReadInt32() is >= 0 and var days ? days : null, Utc(reader.ReadInt64())) : null,
        };

    private static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);

    // null and empty are not the same: a site without GUID check has none
    private static void WriteText(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null) writer.Write(text);
    }

    private static string? ReadText(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
