using System.Reflection;

namespace Supervisor.Web.Configuration;

/// <summary>Values that do not fit the option of their name. The binder, which is asked here, throws at the first of them; this tells all.</summary>
internal static class UnreadableKeys
{
    /// <summary>Every key of <paramref name="section"/> whose value an object of <paramref name="options"/> cannot take. Texts take every value, so no secret is ever told.</summary>
    public static IEnumerable<ConfigurationError> Of(IConfigurationSection section, Type options)
    {
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var (entry, type) = (section.GetSection(property.Name), property.PropertyType);
            if (type == typeof(string)) continue;
            if (type.IsValueType)
            {
                if (property.CanWrite && !CanRead(section, property)) yield return new(entry.Path, $"'{entry.Value}' {Expected(Nullable.GetUnderlyingType(type) ?? type)}");
            }
            else if (type.IsAssignableTo(typeof(System.Collections.IEnumerable)))
            {
                // the binder would ignore it without a word
                if (entry.Value is { Length: > 0 }) yield return new(entry.Path, $"is a list: write {entry.Path}:0, {entry.Path}:1 and so on");
            }
            else
            {
                if (entry.Value is { Length: > 0 }) yield return new(entry.Path, $"has no value of its own, only keys like {entry.Path}:{type.GetProperties()[0].Name}");
                foreach (var error in Of(entry, type)) yield return error;
            }
        }
    }

    private static bool CanRead(IConfigurationSection section, PropertyInfo property)
    {
        try
        {
            section.GetValue(property.PropertyType, property.Name);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Expected(Type type) =>
        type == typeof(bool) ? "must be true or false"
        : type == typeof(TimeSpan) ? "is not a time span like 00:00:00.200"
        : type == typeof(int) ? "is not a whole number"
        : type == typeof(double) ? "is not a number"
        : $"is no {type.Name}";
}
