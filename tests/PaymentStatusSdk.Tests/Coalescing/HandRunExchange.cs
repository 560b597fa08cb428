using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>An exchange that departs, answers and ends when the test says so.</summary>
internal sealed class HandRunExchange(GatewayExchange exchange)
{
    private readonly TaskCompletionSource _ended = new();

    public GatewayExchange Exchange => exchange;

    public Task Ended => _ended.Task;

    public IReadOnlyList<PendingQuery> Seats { get; private set; } = [];

    public IReadOnlyList<string> Ids => [.. Seats.Select(pendingQuery => pendingQuery.Query.GatewayReference!)];

    public HandRunExchange Depart()
    {
        Seats = exchange.Seal();
        return this;
    }

    public void Answer(string id)
    {
        var pendingQuery = Seats.Single(pendingQuery => pendingQuery.Query.GatewayReference == id);
        pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
    }

    public void AnswerAllAndEnd()
    {
        if (Seats.Count == 0) Depart();
        foreach (var pendingQuery in Seats) pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
        _ended.SetResult();
    }

    public void End() => _ended.SetResult();

    public void Fail(Exception exception) => _ended.SetException(exception);
}
