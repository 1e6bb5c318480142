using Supervisor.Domain.Codes;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Api;

/// <summary>The error catalogue over HTTP, for everybody who is signed in.</summary>
internal static class CodeEndpoints
{
    public static void MapCodes(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/codes", () => TypedResults.Ok(ErrorCatalogue.All.Select(CodeView.Of)))
            .RequireAuthorization()
            .WithTags("Codes")
            .WithSummary("Every code, what it means in English and Chinese, and what is done about it");
}

/// <summary>One row of the catalogue. <c>through</c> is the last code of a range; <c>action</c> is one of ok, fix, login, force, retry, state, perm, ops, stop.</summary>
public sealed record CodeView(string Code, string? Through, string Action, CodeWordsView Meaning, CodeWordsView WhatWeDo)
{
    internal static CodeView Of(CodeEntry entry) =>
        new(entry.Code, entry.Through, FloorView.Spelt(entry.Action), CodeWordsView.Of(entry.Meaning), CodeWordsView.Of(entry.WhatWeDo));
}

/// <summary>One sentence in both languages.</summary>
public sealed record CodeWordsView(string En, string Zh)
{
    internal static CodeWordsView Of(Bilingual words) => new(words.English, words.Chinese);
}
