namespace Supervisor.Simulator.Roster;

/// <summary>The rest causes of the site; 0 means none.</summary>
internal static class RestReasons
{
    public static readonly (int Id, string Text)[] All =
        [(1, "Lunch"), (2, "Coffee break"), (3, "Training"), (4, "Meeting"), (5, "Personal")];

    public static string Text(int id) => Array.Find(All, reason => reason.Id == id).Text ?? "";
}
