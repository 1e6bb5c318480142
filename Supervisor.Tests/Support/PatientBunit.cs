using System.Runtime.CompilerServices;
using Bunit;

namespace Supervisor.Tests.Support;

/// <summary>One deadline for every wait of component tests: their own one second is too short for a machine that is busy with other tests.</summary>
internal static class PatientBunit
{
    [ModuleInitializer]
    internal static void Wait() => BunitContext.DefaultWaitTimeout = TimeSpan.FromMinutes(1);
}
