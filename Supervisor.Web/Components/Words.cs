namespace Supervisor.Web.Components;

/// <summary>Names the resource files with the words of the pages: the English sentence is the key, <c>Resources/Components.Words.zh-Hans.resx</c> translates it.</summary>
public sealed class Words;
