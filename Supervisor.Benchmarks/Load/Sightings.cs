namespace Supervisor.Benchmarks.Load;

/// <summary>What was seen in a page during a time.</summary>
/// <param name="Painted">Milliseconds from the receipt of the gateway's answer to the paint, of every change of a row in view.</param>
/// <param name="ClocksRead">How many times a clock was read.</param>
/// <param name="ClockBehind">Milliseconds that the furthest one was behind the second that it should show.</param>
/// <param name="ClockAhead">The same, ahead.</param>
/// <param name="Chip">What the page says of its link.</param>
internal sealed record Sightings(IReadOnlyCollection<double> Painted, long ClocksRead, double ClockBehind, double ClockAhead, string Chip);
