namespace PaymentStatusSdk.Analyzers.Tests.Correct;

/// <summary>Results that are only shown: nothing moves.</summary>
internal sealed class ShownResults2(GoodShop shop)
{
    public async Task ViewModelAsync(TransactionStatusResult result)
    {
        var view = new { result.ClientName, State = result.State.ToString(), Paid = result.Verdict == PaymentVerdict.Success };
        Console.WriteLine(view);
        await Task.CompletedTask;
    }

    public async Task CapturedInViewModelAsync(TransactionStatusResult result)
    {
        var view = new { IsCaptured = result.State == PaymentState.Captured };
        Console.WriteLine(view);
        await Task.CompletedTask;
    }

    public async Task ContinueWhenDeclinedAsync(TransactionStatusResult result)
    {
        foreach (var one in new[] { result })
        {
            if (one.State == PaymentState.Declined) continue;
            Console.WriteLine(one);
        }

        await Task.CompletedTask;
    }

    public async Task ToneOfMismatchAsync(TransactionStatusResult result)
    {
        if (result.Outcome == LookupOutcome.Mismatch) shop.ShowMessage("examine");
        await Task.CompletedTask;
    }

    public async Task MetricOfFailureAsync(TransactionStatusResult result)
    {
        if (result.Verdict == PaymentVerdict.Failure) shop.CountFailure();
        await Task.CompletedTask;
    }

    public async Task LastSeenAsync(TransactionStatusResult result)
    {
        shop.Status = $"{result.State} at {result.ObservedAt:u}";
        await Task.CompletedTask;
    }
}
