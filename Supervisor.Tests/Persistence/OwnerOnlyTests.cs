using System.Runtime.Versioning;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Web.Configuration;
using Supervisor.Web.Persistence;
using Supervisor.Web.Sessions;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Persistence;

/// <summary>What other accounts of the machine can reach: whoever opens a file can lock it, and keep the app from starting. Windows has no such rights.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OwnerOnlyTests : IDisposable
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Owners = OwnersFile | UnixFileMode.UserExecute;

    private const UnixFileMode Everybodys = Owners | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("supervisor-rights-");
    private readonly DataDirectory _directory;
    private readonly LogLines _log = new();

    public OwnerOnlyTests() => _directory = TempStore.At(_root.FullName);

    [Fact]
    public async Task Start_DirectoryMadeForEverybody_IsTakenForOurselves()
    {
        if (OperatingSystem.IsWindows()) return;
        Directory.CreateDirectory(_directory.Keys);
        foreach (var place in (string[])[_directory.Root, _directory.Keys]) File.SetUnixFileMode(place, Everybodys);

        await StartAsync();

        Assert.Equal((Owners, Owners), (File.GetUnixFileMode(_directory.Root), File.GetUnixFileMode(_directory.Keys)));
        Assert.Empty(_log.Ids);
    }

    [Fact]
    public async Task Start_DirectoryWithThingsOfOthers_StaysOpenAtEachStartAndIsWarnedOf()
    {
        if (OperatingSystem.IsWindows()) return;
        File.WriteAllText(Path.Combine(_directory.Root, "of-another-service"), "");
        File.SetUnixFileMode(_directory.Root, Everybodys);

        await StartAsync();
        await StartAsync();

        Assert.Equal((Everybodys, Owners), (File.GetUnixFileMode(_directory.Root), File.GetUnixFileMode(_directory.Keys)));
        Assert.Equal([4002, 4002], _log.Ids);
    }

    [Fact]
    public void Check_OfTheConfiguration_MakesNothingAndChangesNoRights()
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(_directory.Root, Everybodys);
        foreach (var place in (string[])[_directory.Root, Path.Combine(_directory.Root, "not", "yet")])
            Assert.Empty(ConfigurationCheck.Run(new ConfigurationBuilder().AddInMemoryCollection([new(DataDirectory.Key, place)]).Build()));

        Assert.Equal(Everybodys, File.GetUnixFileMode(_directory.Root));
        Assert.Empty(_root.GetFileSystemInfos());
    }

    [Fact]
    public async Task Start_DirectorySharedByDesign_StaysAndIsWarnedOf()
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(_directory.Root, Everybodys | UnixFileMode.StickyBit);

        await StartAsync();

        Assert.Equal(Everybodys | UnixFileMode.StickyBit, File.GetUnixFileMode(_directory.Root));
        Assert.Equal([4002], _log.Ids);
    }

    [Fact]
    public async Task Files_OfTheRunningApp_AreTheOwners()
    {
        if (OperatingSystem.IsWindows()) return;
        await StartAsync();
        (await MigrationLock.TakeAsync(_directory.Database, TimeProvider.System, default)).Dispose();
        using var keeper = new SignInKeeper(_directory, new EphemeralDataProtectionProvider(), TimeProvider.System, NullLogger<SignInKeeper>.Instance);
        keeper.Save([]);
        new SubscriptionFile(_directory, new EphemeralDataProtectionProvider(), NullLogger<SubscriptionFile>.Instance).Save([]);

        var files = _root.GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => (file.Name, file.UnixFileMode));

        Assert.Equal([("sign-ins", OwnersFile), ("subscriptions", OwnersFile), ("supervisor.db.lock", OwnersFile), ("supervisor.db.running", OwnersFile)], files);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private async Task StartAsync()
    {
        using var hold = new StoreHold(_directory, _log.For<StoreHold>());
        await hold.StartingAsync(default);
    }
}
