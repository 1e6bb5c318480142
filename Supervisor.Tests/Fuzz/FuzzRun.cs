using System.Text;
using Xunit.Sdk;

namespace Supervisor.Tests.Fuzz;

/// <summary>Tries a property on mutated inputs. A failure names seed, iteration and input, so that it can be run again alone.</summary>
internal static class FuzzRun
{
    /// <summary>Tries <paramref name="property"/> on inputs number 0 to <paramref name="count"/> - 1 of <paramref name="seed"/>.</summary>
    public static void Over(IReadOnlyList<string> samples, int seed, int count, Action<byte[], Mutator> property)
    {
        for (var iteration = 0; iteration < count; iteration++)
        {
            var mutator = new Mutator(seed, iteration);
            var input = mutator.Body(samples);
            try
            {
                property(input, mutator);
            }
            catch (Exception fault)
            {
                throw new XunitException($"{Named(seed, iteration, input)}: {fault}");
            }
        }
    }

    /// <summary>An input as a message names it.</summary>
    public static string Named(int seed, int iteration, ReadOnlySpan<byte> input) =>
        $"seed {seed}, iteration {iteration}, {input.Length} bytes: {Encoding.Latin1.GetString(input[..Math.Min(input.Length, 600)])}";
}
