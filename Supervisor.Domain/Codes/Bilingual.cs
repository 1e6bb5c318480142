using System.Globalization;

namespace Supervisor.Domain.Codes;

/// <summary>One sentence in the languages of the product.</summary>
/// <param name="English">For everybody who does not read Chinese; also for logs and programs.</param>
/// <param name="Chinese">Simplified Chinese.</param>
public readonly record struct Bilingual(string English, string Chinese)
{
    /// <summary>The sentence for a reader: Chinese for every kind of Chinese, else English.</summary>
    /// <param name="reader">Culture of the page.</param>
    public string For(CultureInfo reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.TwoLetterISOLanguageName == "zh" ? Chinese : English;
    }
}
