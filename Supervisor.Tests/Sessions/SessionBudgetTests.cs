using Supervisor.Domain.Agents;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class SessionBudgetTests
{
    [Fact]
    public void MostFilesOf_LimitsOfAProcess_IsTheSoftLimit() =>
        Assert.Equal(20000, ProcessLimits.MostFilesOf(["Limit                     Soft Limit           Hard Limit           Units     ", "Max open files            20000                524288               files     "]));

    [Theory]
    [InlineData("Max open files            unlimited            unlimited            files")]
    [InlineData("Max processes             100                  100                  processes")]
    public void MostFilesOf_NoLimit_IsNull(string line) => Assert.Null(ProcessLimits.MostFilesOf([line]));

    [Theory]
    [InlineData("32768\t60999", 28232)]
    [InlineData("a range", null)]
    public void PortsOf_Range_CountsBothEnds(string line, int? ports) => Assert.Equal(ports, ProcessLimits.PortsOf([line]));

    [Theory]
    [InlineData(20000, null, 19000)]
    [InlineData(1024, null, 512)]
    [InlineData(20000, 300, 300)]
    public void Sessions_OpenFilesAndLimit_LeaveSomeForTheRest(int files, int? limit, int sessions) =>
        Assert.Equal(sessions, new SessionBudget(files, int.MaxValue, limit).Sessions);

    [Fact]
    public void Shortage_Room_IsNull() => Assert.Null(SessionBudget.Unlimited.Shortage([("a", 1_000_000)]));

    [Theory]
    [InlineData(20000, int.MaxValue, null, "6000 of 25000 polling sessions wait: the process may have 20000 files and sockets open")]
    [InlineData(int.MaxValue, int.MaxValue, 24000, "1000 of 25000 polling sessions wait: Sessions:Limit allows 24000")]
    [InlineData(int.MaxValue, 10000, null, "6000 of 15000 polling sessions of gateway b wait: this machine has 10000 ports")]
    public void Shortage_TooMany_SaysHowManyAndWhatToDo(int files, int ports, int? limit, string begin) =>
        Assert.StartsWith(begin, new SessionBudget(files, ports, limit).Shortage([("a", ports == 10000 ? 9000 : 10000), ("b", 15000)]), StringComparison.Ordinal);

    [Theory]
    [InlineData(1024, 28232, "ulimit -n")]
    [InlineData(int.MaxValue, 15000, "Sessions:SourceAddresses")]
    public void Shortage_TooFewFilesOrPorts_SaysWhatToDo(int files, int ports, string remedy) =>
        Assert.Contains(remedy, new SessionBudget(files, ports).Shortage([("a", 20000)]), StringComparison.Ordinal);

    [Fact]
    public void Shortage_ForAnybody_NamesNoGateway() =>
        Assert.StartsWith("1 of 3 polling sessions of one gateway wait", new SessionBudget(int.MaxValue, 4).Shortage([("secret", 3)], namesGateway: false), StringComparison.Ordinal);

    [Fact]
    public void Words_OfWhatIsThere_LeaveOutWhatIsNotLimited()
    {
        Assert.Equal("open files: 20000; ports for each gateway: 28232", new SessionBudget(20000, 28232).Words());
        Assert.Equal("open files: no limit; ports for each gateway: no limit; Sessions:Limit: 300", (SessionBudget.Unlimited with { Limit = 300 }).Words());
    }

    [Fact]
    public void TryAdmit_LittleRoom_KeepsWhoIsThereAndWhoIsPushed()
    {
        var admission = new Admission(new SessionBudget(int.MaxValue, 4, Limit: 3), [Plan("a", "1"), Plan("b", "1")]);
        Assert.True(admission.TryAdmit(Plan("a", "2")));
        Assert.False(admission.TryAdmit(Plan("b", "2")));
        Assert.True(admission.TryAdmit(Plan("b", "3") with { Callback = new Uri("http://here/") }));
    }

    [Fact]
    public void TryAdmit_GatewayWithoutPorts_LeavesTheRoomToOthers()
    {
        var admission = new Admission(new SessionBudget(int.MaxValue, 4), [Plan("a", "1"), Plan("a", "2")]);
        Assert.False(admission.TryAdmit(Plan("a", "3")));
        Assert.True(admission.TryAdmit(Plan("b", "1")));
    }

    private static AgentPlan Plan(string gateway, string agent) =>
        new(new AgentProfile(new AgentId(gateway, agent), agent, ""), new AgentCredential { AgentId = agent, PhoneNumber = agent }, new ScriptedGateway(), default);
}
