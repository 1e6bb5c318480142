namespace Supervisor.Benchmarks.Micro;

/// <summary>Most of its peer's time that a benchmark may take. The peer is the baseline of the same category.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CeilingAttribute(double ratio) : Attribute
{
    public double Ratio => ratio;
}
