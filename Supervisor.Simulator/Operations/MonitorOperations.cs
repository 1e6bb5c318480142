using System.Globalization;
using System.Text.Json;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Roster;

namespace Supervisor.Simulator.Operations;

/// <summary>The system itself: clock, version, nodes, totals (protocol.md section 3.5, querymonitor).</summary>
internal sealed class MonitorOperations(GatewayFloor floor, ResultShapes results, TimeProvider time)
{
    private const string Cluster = "AgentGateway";
    private const int Nodes = 2;

    public IEnumerable<Operation> All =>
    [
        Query("queryServerTime", "servertime", _ => results.LooseNumber(time.GetUtcNow().ToUnixTimeMilliseconds())),
        Query("querySysVersion", "systemversion", _ => results.Text("Supervisor.Simulator")),
        Query("querySystemStateInfo", "systemstate", _ => SystemState()),
        Query("queryClusterInfo", "clusterinfo", _ => results.Objects([Cluster], WriteCluster)),
        Query("queryClusterInfoByName", "clusterinfobyname/{clustername}", request => results.Objects(new[] { Cluster }.Where(name => name == request.Arguments[0]), WriteCluster)),
        Query("queryAgentClusterInfo", "agentclusterinfo/{workno}", AgentCluster),
        Query("queryAllAgentClusterInfo", "allagentclusterinfo", _ => results.Objects(floor.Views().Where(view => view.Node is not null), WriteAgent)),
        Query("querySkillsStatisticInfo", "skillstatisticinfo/{skillid}", SkillStatistics),
        new("setAgentTimeOut", "POST", "querymonitor/{agentid}/setagenttimeout/{flag}", Access.Session, request => new(SetTimeOut(request))),
    ];

    private static Operation Query(string name, string path, Func<GatewayRequest, Answer> answer) =>
        new(name, "GET", "querymonitor/{agentid}/" + path, Access.Session, request => new(answer(request)));

    /// <summary>The member names, capital letter included, are those of the CMS twin of this call.</summary>
    private Answer SystemState()
    {
        var views = floor.Views();
        return results.Object(writer =>
        {
            writer.WriteNumber("busyagent", views.Count(view => view.State == SeatState.Busy));
            writer.WriteNumber("talkingnum", views.Count(view => view.IsWorking));
            writer.WriteNumber("Idleagent", views.Count(view => view.State == SeatState.Idle));
            writer.WriteNumber("totalloginagent", views.Count(view => view.SignedIn));
        });
    }

    private Answer AgentCluster(GatewayRequest request) =>
        floor.Find(request.Arguments[0])?.View() is { } view
            ? results.Object(writer => WriteAgent(writer, view))
            : results.Refusal(RetCode.AgentNotFound);

    private Answer SkillStatistics(GatewayRequest request) =>
        RosterBuilder.IsSkill(request.Arguments[0])
            ? results.Object(writer => QueueOperations.WriteLoad(writer, QueueLoad.Of(request.Arguments[0], floor.Views(), time.GetUtcNow())))
            : results.Refusal(RetCode.NoVdnQueues);

    private Answer SetTimeOut(GatewayRequest request)
    {
        if (request.Arguments[0] is not ("0" or "1" or "true" or "false"))
            return results.Refusal(RetCode.BadParameter);
        request.Seat!.SetTimeOut(request.Arguments[0] is "1" or "true");
        return results.Done;
    }

    private void WriteCluster(Utf8JsonWriter writer, string name)
    {
        var views = floor.Views();
        writer.WriteString("clustername", name);
        writer.WritePropertyName("nodes");
        ResultShapes.ObjectItems(writer, Enumerable.Range(0, Nodes), (writer, node) =>
        {
            writer.WriteString("nodename", NodeName(node));
            writer.WriteNumber("agentnum", views.Count(view => view.Node == node));
        });
    }

    private static void WriteAgent(Utf8JsonWriter writer, SeatView view)
    {
        writer.WriteString("workno", view.Agent.Id);
        writer.WriteString("clustername", view.Node is null ? "" : Cluster);
        writer.WriteString("nodename", view.Node is { } node ? NodeName(node) : "");
    }

    private static string NodeName(int node) => Cluster + node.ToString(CultureInfo.InvariantCulture);
}
