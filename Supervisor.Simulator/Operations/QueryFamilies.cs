using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Operations;

/// <summary>Everything an agent may ask about the centre, and what it may do to other agents: the families of protocol.md sections 3.3 to 3.6.</summary>
internal static class QueryFamilies
{
    public static IEnumerable<Operation> All(GatewayFloor floor, Answers answers, TimeProvider time)
    {
        var results = new ResultShapes(answers, floor.Options);
        var shapes = new AgentShapes(results, time);
        return
        [
            .. new QueryOperations(floor, results, shapes).All,
            .. new AgentGroupOperations(floor, results, shapes).All,
            .. new DeskOperations(results, time).All,
            .. new MessageOperations(floor, results, time).All,
            .. new QueueOperations(floor, results, time).All,
            .. new CallDataOperations(floor, results).All,
            .. new CallHistoryOperations(floor, results).All,
            .. new MonitorOperations(floor, results, time).All,
            .. new QualityControlOperations(floor, results, shapes).All,
        ];
    }
}
