using System.Text.Json;
using Microsoft.Data.Sqlite;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.Replay;

public sealed partial class ReplayPlayer
{
    private async Task ReadAheadAsync(PastFloor floor)
    {
        if (await ReadAsync(() => past.AheadAsync(floor.ReadTo, _leaving)) is not { } window || floor != _floor || _jumping) return;
        floor.Take(window);
        _readAt = time.GetUtcNow();
        // it stood at the end of what was read, and goes on
        if (IsPlaying && Clock.Pace == 0 && Clock.Shown < floor.ReadTo) Stand(ReplayStanding.Ready, Clock.Going(Pace, _readAt));
    }

    /// <summary>Null where it may not be read or cannot be read.</summary>
    private async Task<T?> ReadAsync<T>(Func<Task<T>> read) where T : class
    {
        try
        {
            if (await mayLook())
            {
                var found = await read();
                Fault = null;
                return found;
            }

            IsPlaying = false;
            Show(null);
            Stand(ReplayStanding.Refused, Clock.Going(0, time.GetUtcNow()));
        }
        catch (Exception unreadable) when (unreadable is SqliteException or InvalidDataException or JsonException)
        {
            Fault = unreadable is InvalidDataException ? unreadable.Message : StoreFault.Describe(unreadable);
            if (_jumping) Show(null); // the picture would be that of another moment
            await StopAsync(ReplayStanding.Unreadable, Now);
        }

        return null;
    }
}
