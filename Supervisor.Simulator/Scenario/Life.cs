using System.Globalization;
using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator.Scenario;

/// <summary>
/// One agent's day from entering the queues to the end of the session. Each step looks at the seat's real state first: commands of the
/// agent's client, and tests, may have changed it. Durations are seconds at speed 1.
/// </summary>
internal sealed class Life(GatewayFloor floor, Seat seat, long session, Random random)
{
    private static readonly int[] RestCauses = [1, 2, 2, 2, 3, 4, 5];

    /// <summary>How long an agent stays signed in, on average, before the platform signs it out.</summary>
    private static readonly TimeSpan BetweenSignOuts = TimeSpan.FromHours(2);

    private TimeSpan _lastIdle = floor.Scheduler.Now;

    // a floor that has just signed in should look alive within half a minute
    public void Begin() => After(0.5, 40, Step);

    private void Step()
    {
        switch (seat.State)
        {
            case SeatState.Idle:
                LeaveIdle();
                break;
            case SeatState.Busy:
                seat.CancelBusy();
                RestAWhileIdle();
                break;
            case SeatState.Rest:
                seat.CancelRest();
                RestAWhileIdle();
                break;
            case SeatState.WrapUp:
                LeaveWrapUp();
                break;
            case SeatState.Ringing when seat.CurrentCall is { } call:
                // started by the agent's client: the other side picks up, and the call takes its course
                After(3, 16, call, () => Talk(call));
                break;
            case SeatState.Talking or SeatState.Hold when seat.CurrentCall is { } call:
                After(30, 120, call, HangUp);
                break;
            default:
                After(10, 20, Step);
                break;
        }
    }

    private void LeaveIdle()
    {
        var sinceLast = (floor.Scheduler.Now - _lastIdle) * floor.Options.Speed;
        _lastIdle = floor.Scheduler.Now;
        var chance = random.NextDouble();
        if (random.NextDouble() < sinceLast / BetweenSignOuts && floor.Options.PlatformSignOuts)
            seat.ShutDown();
        else if (chance < 0.12)
            TakeRest();
        else if (chance < 0.25)
            BecomeBusy();
        else if (chance < 0.40)
            CallOut();
        else
            GetCall();
    }

    private void TakeRest()
    {
        var length = Between(120, 420);
        // now and then a rest runs over its time, which only reminds
        var asked = random.Next(4) == 0 ? length * 0.8 : length * 1.2;
        seat.Rest(Scaled(asked), RestCauses[random.Next(RestCauses.Length)]);
        After(length, length, Step);
    }

    private void BecomeBusy()
    {
        seat.SayBusy(random.Next(200, 251), again: false);
        After(60, 260, Step);
    }

    private void GetCall()
    {
        if (seat.StartInbound(MobileNumber()) is not { } call)
        {
            RestAWhileIdle();
            return;
        }
        if (random.Next(100) < 7)
            After(18, 30, call, MissIt);
        else
            After(3, 16, call, () => Talk(call));
    }

    private void CallOut()
    {
        if (seat.StartOutbound(MobileNumber()) is not { } call)
        {
            RestAWhileIdle();
            return;
        }
        if (random.Next(100) < 15)
            After(8, 20, call, FailIt);
        else
            After(5, 18, call, () => Talk(call));
    }

    private void MissIt()
    {
        seat.MissRing();
        After(20, 60, Step);
    }

    private void FailIt()
    {
        seat.FailOutbound();
        RestAWhileIdle();
    }

    private void Talk(Call call)
    {
        seat.Answer();
        if (random.Next(100) < 30)
            After(15, 70, call, () => Hold(call));
        else
            After(30, 170, call, HangUp);
    }

    private void Hold(Call call)
    {
        seat.Hold();
        After(15, 60, call, () => Resume(call));
    }

    private void Resume(Call call)
    {
        seat.Retrieve();
        if (random.Next(100) < 25)
            After(10, 40, call, () => Hold(call));
        else
            After(15, 90, call, HangUp);
    }

    private void HangUp()
    {
        // some ask for a break while they still talk: it begins with the end of the call
        var wish = random.Next(100);
        if (wish < 5)
            seat.SayBusy(random.Next(200, 251), again: false);
        else if (wish < 8)
            seat.Rest(Scaled(240), RestCauses[random.Next(RestCauses.Length)]);
        seat.Release(byAgent: random.Next(2) == 0);
        if (seat.State == SeatState.Idle && random.Next(100) < 65)
        {
            // with auto-idle the agent asks for time to write the case up
            After(0.3, 1.5, () =>
            {
                if (seat.State == SeatState.Idle)
                    seat.Work();
                After(15, 75, Step);
            });
        }
        else if (seat.State == SeatState.Idle)
        {
            RestAWhileIdle();
        }
        else
        {
            After(15, 75, Step);
        }
    }

    private void LeaveWrapUp()
    {
        if (random.Next(2) == 0)
            seat.SayFree();
        else
            seat.CancelWork();
        RestAWhileIdle();
    }

    private void RestAWhileIdle() => After(10, 80, Step);

    private void After(double least, double most, Action step) =>
        floor.Scheduler.After(Scaled(Between(least, most)), () =>
        {
            // signed out meanwhile, or a new sign-in with a life of its own: this one is over
            if (seat.SessionNumber == session)
                step();
        });

    private void After(double least, double most, Call call, Action step) =>
        After(least, most, () =>
        {
            // somebody else ended the call: go on with whatever state that left
            if (ReferenceEquals(seat.CurrentCall, call))
                step();
            else
                Step();
        });

    private double Between(double least, double most) => least + (random.NextDouble() * (most - least));

    private TimeSpan Scaled(double seconds) => TimeSpan.FromSeconds(seconds / floor.Options.Speed);

    private string MobileNumber() => string.Create(CultureInfo.InvariantCulture, $"1{random.Next(30, 90)}{random.Next(0, 100_000_000):D8}");
}
