using System.Globalization;
using Microsoft.Extensions.Localization;
using Supervisor.Domain.Conversations;
using Supervisor.Web.Components;

namespace Supervisor.Web.Features.History;

/// <summary>Recognition results in words.</summary>
internal static class RecognitionWords
{
    /// <summary>One result, as one sentence: who, what, and how sure the recogniser is.</summary>
    public static string Said(this IStringLocalizer<Words> words, Utterance heard)
    {
        var who = words.Who(heard.Speaker);
        if (heard.Stage == UtteranceStage.Failed) return words["{0}: not recognised, error {1}", who, ContentText.Visible(heard.Error is { Length: > 0 } error ? error : "?")];
        if (heard.Encrypted) return words["{0}: encrypted", who];
        if (heard.Stage == UtteranceStage.Began) return words["{0} begins to speak", who];
        if (heard.Text.Length == 0) return words["{0} stops speaking", who];
        var text = ContentText.Visible(heard.Text);
        return heard.Confidence is { } confidence ? words["{0}: \u201c{1}\u201d ({2} %)", who, text, Percent(confidence)] : words["{0}: \u201c{1}\u201d", who, text];
    }

    /// <summary>Who speaks.</summary>
    public static string Who(this IStringLocalizer<Words> words, Speaker speaker) => words[speaker switch
    {
        Speaker.Agent => "Agent",
        Speaker.Customer => "Customer",
        _ => "Speaker",
    }];

    /// <summary>A confidence of 0 to 1 in whole percent.</summary>
    public static string Percent(double confidence) => Math.Round(confidence * 100).ToString(CultureInfo.InvariantCulture);
}
