using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Supervisor.Web.Persistence;

/// <summary>Times are stored as UTC ticks: SQLite can then order and compare them.</summary>
internal sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
    time => time.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
