using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>An exchange that the test seals, answers and ends manually.</summary>
internal sealed class ManualExchange(GatewayExchange exchange)
{
    private readonly TaskCompletionSource _ended = new();

    public GatewayExchange Exchange => exchange;

    public Task Completed => _ended.Task;

    public IReadOnlyList<PendingQuery> PendingQueries { get; private set; } = [];

    public IReadOnlyList<string> Ids => [.. PendingQueries.Select(pendingQuery => pendingQuery.Query.GatewayReference!)];

    public ManualExchange Seal()
    {
        PendingQueries = exchange.Seal();
        return this;
    }

    public void Answer(string id)
    {
        var pendingQuery = PendingQueries.Single(pendingQuery => pendingQuery.Query.GatewayReference == id);
        pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
    }

    public void AnswerAllAndEnd()
    {
        if (PendingQueries.Count == 0) Seal();
        foreach (var pendingQuery in PendingQueries) pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
        _ended.SetResult();
    }

    public void End() => _ended.SetResult();

    public void Fail(Exception exception) => _ended.SetException(exception);
}
