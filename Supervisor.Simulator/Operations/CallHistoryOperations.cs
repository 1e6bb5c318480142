using System.Globalization;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Operations;

/// <summary>Call statistics and past calls (protocol.md section 3.5, calldata); no document gives their shapes.</summary>
internal sealed class CallHistoryOperations(GatewayFloor floor, ResultShapes results)
{
    private const int LongestPage = 1000;

    public IEnumerable<Operation> All =>
    [
        Query("queryCallStatisticsInfo", "statistics", Statistics),
        Query("queryCallRecordList", "callRecordInfoList", OfOthers),
        Query("querySelfCallRecordInfo", "queryselfcallrecordinfolist", request => Page(request, request.Seat!)),
    ];

    private static Operation Query(string name, string path, Func<GatewayRequest, Answer> answer) =>
        new(name, "GET", "calldata/{agentid}/" + path, Access.Session, request => new(answer(request)));

    private Answer Statistics(GatewayRequest request)
    {
        var calls = request.Seat!.CallHistory();
        return results.Object(writer =>
        {
            writer.WriteNumber("inboundNum", calls.Count(call => !call.Call.Outbound));
            writer.WriteNumber("answeredNum", calls.Count(call => call is { Call.Outbound: false, AnsweredAt: not null }));
            writer.WriteNumber("noAnswerNum", calls.Count(call => call is { Call.Outbound: false, AnsweredAt: null, EndedAt: not null }));
            writer.WriteNumber("outboundNum", calls.Count(call => call.Call.Outbound));
            writer.WriteNumber("outboundFailedNum", calls.Count(call => call is { Call.Outbound: true, AnsweredAt: null, EndedAt: not null }));
            writer.WriteNumber("talkTime", calls.Sum(call => call is { AnsweredAt: { } from, EndedAt: { } to } ? (long)(to - from).TotalSeconds : 0));
            writer.WriteNumber("currentCallNum", calls.Count(call => call.EndedAt is null));
        });
    }

    /// <summary>Other agents' calls are for inspectors; without a workno those of everybody.</summary>
    private Answer OfOthers(GatewayRequest request)
    {
        var wanted = request.Query("workno");
        if (!request.Seat!.Agent.Inspector && wanted != request.AgentId)
            return results.Refusal(RetCode.NoRightToQuery);
        if (string.IsNullOrEmpty(wanted))
            return Page(request, floor.Seats);
        return floor.Find(wanted) is { } seat ? Page(request, seat) : results.Refusal(RetCode.AgentNotFound);
    }

    /// <summary>Ended calls, newest first; positions count from 1 and both ends belong to the page.</summary>
    private Answer Page(GatewayRequest request, params Seat[] seats)
    {
        if (!TryTime(request.Query("startdate"), DateTimeOffset.MinValue, out var from)
            || !TryTime(request.Query("enddate"), DateTimeOffset.MaxValue, out var to)
            || !TryPosition(request.Query("startposition"), 1, out var first)
            || !TryPosition(request.Query("endposition"), first + LongestPage - 1, out var last)
            || last < first || last - first >= LongestPage)
            return results.Refusal(RetCode.BadParameter);
        var skill = request.Query("skillid");
        var calls = seats.SelectMany(seat => seat.CallHistory())
            .Where(call => call.EndedAt is not null && call.Call.BeganAt >= from && call.Call.BeganAt <= to)
            .Where(call => string.IsNullOrEmpty(skill) || call.Call.Skill == skill)
            .OrderByDescending(call => call.Call.BeganAt);
        return results.Objects(calls.Skip(first - 1).Take(last - first + 1), CallShapes.WithAgent);
    }

    private static bool TryPosition(string? text, int whenAbsent, out int position)
    {
        position = whenAbsent;
        return string.IsNullOrEmpty(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out position) && position is >= 1 and <= 1_000_000);
    }

    /// <summary>Epoch milliseconds, or a date with or without time, in UTC.</summary>
    private static bool TryTime(string? text, DateTimeOffset whenAbsent, out DateTimeOffset at)
    {
        at = whenAbsent;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at);
        if (milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            return false;
        at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return true;
    }
}
