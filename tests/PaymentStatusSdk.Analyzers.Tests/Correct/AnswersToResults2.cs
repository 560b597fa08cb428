namespace PaymentStatusSdk.Analyzers.Tests.Correct;

/// <summary>Results that are acted on, or left alone.</summary>
internal sealed class AnswersToResults2(GoodShop shop)
{
    public async Task AnswerChargebackAsync(string id, TransactionStatusResult result)
    {
        if (result.State == PaymentState.ChargedBack) await shop.DisputeAsync(id);
    }

    public async Task RecallFullRefundAsync(string id, TransactionStatusResult result)
    {
        if (result.State == PaymentState.Refunded) await shop.RecallAsync(id);
    }

    public async Task RecallAllRefundsAsync(string id, TransactionStatusResult result)
    {
        if (result.State is PaymentState.Refunded or PaymentState.PartiallyRefunded) await shop.RecallAsync(id);
    }

    public async Task ContinueActionAsync(string id, TransactionStatusResult result)
    {
        if (result.State == PaymentState.ActionRequired) await shop.RedirectAsync(id);
    }

    public async Task CountPendingAsync(TransactionStatusResult result)
    {
        if (result.State == PaymentState.Pending) shop.Waiting++;
        await Task.CompletedTask;
    }

    public async Task SetStatusFromVerdictAsync(TransactionStatusResult result)
    {
        shop.Status = result switch
        {
            { Verdict: PaymentVerdict.Success } => "paid",
            { Verdict: PaymentVerdict.Failure, Finality: Finality.Final } => "failed",
            _ => "waiting",
        };
        await shop.SaveAsync();
    }

    public async Task MissingFundsAsync(string id, TransactionStatusResult result)
    {
        if (result.Funds == FundsState.Missing) await shop.AddToReviewAsync(id);
    }

    public async Task RetryProvisionalAsync(string id, TransactionStatusResult result)
    {
        if (result is { Verdict: PaymentVerdict.Failure, Finality: Finality.Provisional }) await shop.CheckLaterAsync(id);
    }

    public async Task KindMattersAsync(string id, TransactionStatusResult result)
    {
        if (result.Kind == TransactionKind.Refund && result.State == PaymentState.Declined)
            await shop.AddToReviewAsync(id);
    }

    public async Task VerdictInLocalAsync(string id, TransactionStatusResult result)
    {
        var verdict = result.Verdict;
        var final = result.Finality == Finality.Final;
        if (verdict == PaymentVerdict.Failure && final) await shop.CancelOrderAsync(id);
    }

    public async Task AmountComparedAsync(string id, TransactionStatusResult result)
    {
        if (result.Verdict == PaymentVerdict.Success && result.AmountCheck == AmountCheck.Matched) await shop.ShipAsync(id);
    }
}
