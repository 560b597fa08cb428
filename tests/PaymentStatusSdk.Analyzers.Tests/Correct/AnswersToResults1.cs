namespace PaymentStatusSdk.Analyzers.Tests.Correct;

/// <summary>Results that are acted on, or left alone.</summary>
internal sealed class AnswersToResults1(GoodShop shop)
{
    public async Task ShipOnSuccessAsync(string id, TransactionStatusResult result)
    {
        if (result.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
    }

    public async Task ShipWhenFundsArrivedAsync(string id, TransactionStatusResult result)
    {
        if (result is { Verdict: PaymentVerdict.Success, Funds: FundsState.Received }) await shop.ShipAsync(id);
    }

    public async Task CancelAfterFinalFailureAsync(string id, TransactionStatusResult result)
    {
        if (result is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }) await shop.CancelOrderAsync(id);
    }

    public async Task CancelWithOperatorsAsync(string id, TransactionStatusResult result)
    {
        if (result.Verdict == PaymentVerdict.Failure && result.Finality == Finality.Final) await shop.CancelOrderAsync(id);
    }

    public async Task CancelNestedAsync(string id, TransactionStatusResult result)
    {
        if (result.Verdict == PaymentVerdict.Failure)
        {
            if (result.Finality == Finality.Final) await shop.CancelOrderAsync(id);
        }
    }

    public async Task LeaveEarlyAsync(string id, TransactionStatusResult result)
    {
        if (result.Finality != Finality.Final) return;
        if (result.Verdict == PaymentVerdict.Failure) await shop.CancelOrderAsync(id);
    }

    public async Task SwitchOnPairAsync(string id, TransactionStatusResult result)
    {
        switch (result.Verdict, result.Finality)
        {
            case (PaymentVerdict.Success, _):
                await shop.ShipAsync(id);
                break;
            case (PaymentVerdict.Failure, Finality.Final):
                await shop.CancelOrderAsync(id);
                break;
            case (PaymentVerdict.Returned, _):
                await shop.RecallAsync(id);
                break;
        }
    }

    public async Task SwitchWithConditionAsync(string id, TransactionStatusResult result)
    {
        switch (result.Verdict)
        {
            case PaymentVerdict.Failure when result.Finality == Finality.Final:
                await shop.CancelOrderAsync(id);
                break;
            case PaymentVerdict.Success:
                await shop.ShipAsync(id);
                break;
        }
    }

    public async Task WaitOtherwiseAsync(string id, TransactionStatusResult result)
    {
        if (result.Verdict != PaymentVerdict.Success) await shop.CheckLaterAsync(id);
    }

    public async Task LeaveUnansweredAsync(string id, TransactionStatusResult result)
    {
        if (result.Outcome != LookupOutcome.Answered) return;
        if (result.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
    }

    public async Task ReviewMismatchAsync(string id, TransactionStatusResult result)
    {
        if (result.Outcome == LookupOutcome.Mismatch) await shop.AddToReviewAsync(id);
    }

    public async Task AskLaterWhenNotFoundAsync(string id, TransactionStatusResult result)
    {
        if (result.Outcome == LookupOutcome.NotFound) await shop.CheckLaterAsync(id);
    }

    public async Task ReviewAnomaliesAsync(string id, TransactionStatusResult result)
    {
        if (result.Anomalies.Count > 0) await shop.AddToReviewAsync(id);
    }

    public async Task CaptureAuthorizedAsync(string id, TransactionStatusResult result)
    {
        if (result.State == PaymentState.Authorized) await shop.CaptureAsync(id);
    }
}
