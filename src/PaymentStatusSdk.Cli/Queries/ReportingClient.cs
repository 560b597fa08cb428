namespace PaymentStatusSdk.Cli.Queries;

/// <summary>Reports the beginning and the end of each query of a watch, so that a person sees that the command works.</summary>
/// <remarks>It keeps the latest result, which a watch returns only when it is a change.</remarks>
/// <param name="inner">The client of the merchant.</param>
/// <param name="began">Called before a query.</param>
/// <param name="ended">Called after a query, with its state, outcome or failure, and the delay that the gateway requests.</param>
internal sealed class ReportingClient(ITransactionStatusClient inner, Action began, Action<string, TimeSpan> ended)
    : DelegatingTransactionStatusClient(inner)
{
    /// <summary>Gets the latest result; null before the first one.</summary>
    public TransactionStatusResult? Latest { get; private set; }

    /// <summary>Gets the failure of the last query; null when it had a result.</summary>
    public TransactionStatusException? Failure { get; private set; }

    public override async Task<TransactionStatusResult> GetStatusAsync(
        TransactionQuery query, CancellationToken cancellationToken = default)
    {
        began();
        try
        {
            var result = await base.GetStatusAsync(query, cancellationToken);
            (Latest, Failure) = (result, null);
            ended(result.Outcome == LookupOutcome.Answered ? $"{result.State}" : $"{result.Outcome}", TimeSpan.Zero);
            return result;
        }
        catch (TransactionStatusException exception)
        {
            Failure = exception;
            ended(exception.Message, exception.RetryAfter ?? TimeSpan.Zero);
            throw;
        }
    }
}
