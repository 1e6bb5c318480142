using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator.Recognition;

/// <summary>
/// What is said during one call, from being connected to its end. Each utterance is 61, a few 62 that grow, and 63 with the whole text; now and
/// then the last 62 already was the whole and 63 carries nothing, and a short remark is a single 0. People speak in real time, whatever the speed of the
/// scenario. Runs on the scheduler only.
/// </summary>
internal sealed class Conversation(GatewayFloor floor, RecognitionDesk desk, Seat seat, Call call, Random random)
{
    private readonly string[] _dialogue = Dialogues.All[random.Next(Dialogues.All.Length)];
    private int _said;

    // the first words fall at once, so that even a short call is heard
    public void Begin() => After(0.1, 0.6, Speak);

    private void Speak()
    {
        var byAgent = _said % 2 == 1;
        var text = _said < _dialogue.Length ? _dialogue[_said] : Dialogues.SmallTalk[random.Next(Dialogues.SmallTalk.Length)];
        _said++;
        // nobody speaks while the call is held, and nobody listens without a subscription
        if (seat.State != SeatState.Talking || !desk.AnybodyListens)
        {
            After(2, 6, Speak);
            return;
        }
        var secret = random.Next(20) == 0;
        if (text.Length < 12)
        {
            Send(byAgent, Speech.Single, text, secret);
            After(1, 3, Speak);
            return;
        }
        Send(byAgent, Speech.Began, null, secret: false);
        var steps = random.Next(2, 5);
        After(0.2, 0.6, () => Continue(byAgent, text, secret, 1, steps));
    }

    private void Continue(bool byAgent, string text, bool secret, int step, int steps)
    {
        Send(byAgent, Speech.Continues, Beginning(text, step, steps), secret);
        if (step < steps)
            After(0.2, 0.6, () => Continue(byAgent, text, secret, step + 1, steps));
        else
            After(0.1, 0.4, () => End(byAgent, text, secret));
    }

    private void End(bool byAgent, string text, bool secret)
    {
        Send(byAgent, Speech.Ended, random.Next(5) == 0 ? null : text, secret);
        After(0.8, 3, Speak);
    }

    private void Send(bool byAgent, string userCase, string? text, bool secret) =>
        desk.Send(new Speech(seat.Agent.Id, call.Id, call.Customer, byAgent, userCase, text, random.Next(61, 100), secret && text is not null));

    /// <summary>The first part of a text, between two words where it has words; the last part is the whole.</summary>
    private static string Beginning(string text, int step, int steps)
    {
        var length = text.Length * step / steps;
        var space = step == steps ? -1 : text.LastIndexOf(' ', length);
        return text[..(space > 0 ? space : length)];
    }

    private void After(double least, double most, Action step) =>
        floor.Scheduler.After(TimeSpan.FromSeconds(least + (random.NextDouble() * (most - least))), () =>
        {
            if (ReferenceEquals(seat.CurrentCall, call))
                step();
        });
}
