using System.Globalization;
using System.Text.Json;

namespace Supervisor.Simulator.Protocol;

/// <summary>Results as queries give them. "Loose" numbers and booleans are strings in the documented examples and follow <see cref="SimulatorOptions.NativeTypes"/>.</summary>
internal sealed class ResultShapes(Answers answers, SimulatorOptions options)
{
    public Answer Done => answers.Done;

    public Answer Refusal(string code) => answers.Refusal(code);

    /// <summary>"Done" or the refusal.</summary>
    public Answer Of(string code) => answers.Of(code);

    public Answer List<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write) => answers.Result(writer => Items(writer, items, write));

    /// <summary>An array whose items are objects; <paramref name="write"/> gives the members.</summary>
    public Answer Objects<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write) => answers.Result(writer => ObjectItems(writer, items, write));

    public Answer Object(Action<Utf8JsonWriter> write) =>
        answers.Result(writer =>
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        });

    public Answer Text(string value) => answers.Result(writer => writer.WriteStringValue(value));

    public Answer Number(long value) => answers.Result(writer => writer.WriteNumberValue(value));

    public Answer LooseFlag(bool value) =>
        answers.Result(writer =>
        {
            if (options.NativeTypes)
                writer.WriteBooleanValue(value);
            else
                writer.WriteStringValue(value ? "true" : "false");
        });

    public Answer LooseNumber(long value) =>
        answers.Result(writer =>
        {
            if (options.NativeTypes)
                writer.WriteNumberValue(value);
            else
                writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        });

    public void LooseNumber(Utf8JsonWriter writer, string name, long value)
    {
        if (options.NativeTypes)
            writer.WriteNumber(name, value);
        else
            writer.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
    }

    public static void ObjectItems<T>(Utf8JsonWriter writer, IEnumerable<T> items, Action<Utf8JsonWriter, T> write) =>
        Items(writer, items, (writer, item) =>
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        });

    private static void Items<T>(Utf8JsonWriter writer, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray();
        foreach (var item in items)
            write(writer, item);
        writer.WriteEndArray();
    }
}
