using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Boarding;

/// <summary>An exchange that departs, answers and ends when the test says so.</summary>
internal sealed class HandRunExchange(GatewayExchange exchange)
{
    private readonly TaskCompletionSource _ended = new();

    public GatewayExchange Exchange => exchange;

    public Task Ended => _ended.Task;

    public IReadOnlyList<Seat> Seats { get; private set; } = [];

    public IReadOnlyList<string> Ids => [.. Seats.Select(seat => seat.Query.GatewayId!)];

    public HandRunExchange Depart()
    {
        Seats = exchange.Depart();
        return this;
    }

    public void Answer(string id)
    {
        var seat = Seats.Single(seat => seat.Query.GatewayId == id);
        seat.Answer(KitAdapter.Captured(seat.Query));
    }

    public void AnswerAllAndEnd()
    {
        if (Seats.Count == 0) Depart();
        foreach (var seat in Seats) seat.Answer(KitAdapter.Captured(seat.Query));
        _ended.SetResult();
    }

    public void End() => _ended.SetResult();

    public void Fail(Exception exception) => _ended.SetException(exception);
}
