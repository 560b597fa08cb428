namespace PaymentStatusSdk.Cli.Queries;

/// <summary>Reports the beginning and the end of each query of a watch, so that a person sees that the command works.</summary>
/// <param name="inner">The client of the merchant.</param>
/// <param name="began">Called before a query.</param>
/// <param name="ended">Called after a query, with its state, outcome or failure, and the delay that the gateway requests.</param>
internal sealed class ReportingClient(ITransactionStatusClient inner, Action began, Action<string, TimeSpan> ended)
    : DelegatingTransactionStatusClient(inner)
{
    public override async Task<TransactionStatusResult> GetStatusAsync(
        TransactionQuery query, CancellationToken cancellationToken = default)
    {
        began();
        try
        {
            var result = await base.GetStatusAsync(query, cancellationToken);
            ended(result.Outcome == LookupOutcome.Answered ? $"{result.State}" : $"{result.Outcome}", TimeSpan.Zero);
            return result;
        }
        catch (TransactionStatusException exception)
        {
            ended(exception.Message, exception.RetryAfter ?? TimeSpan.Zero);
            throw;
        }
    }
}
