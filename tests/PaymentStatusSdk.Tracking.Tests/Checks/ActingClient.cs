namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Does something after it has received the answer, and ignores the cancellation of the query.</summary>
internal sealed class ActingClient(ITransactionStatusClient inner, Func<Task> act) : DelegatingTransactionStatusClient(inner)
{
    /// <summary>The last answer.</summary>
    public TransactionStatusResult? Answered { get; private set; }

    public override async Task<TransactionStatusResult> GetStatusAsync(
        TransactionQuery query, CancellationToken cancellationToken = default)
    {
        Answered = await base.GetStatusAsync(query, CancellationToken.None);
        await act();
        return Answered;
    }
}
