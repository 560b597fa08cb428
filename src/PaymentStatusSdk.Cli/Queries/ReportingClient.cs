using static System.FormattableString;

namespace PaymentStatusSdk.Cli.Queries;

/// <summary>Reports each query of a watch, so that a person sees that the command works.</summary>
internal sealed class ReportingClient(ITransactionStatusClient inner, Action<string> report) : DelegatingTransactionStatusClient(inner)
{
    private int _count;

    public override async Task<TransactionStatusResult> GetStatusAsync(
        TransactionQuery query, CancellationToken cancellationToken = default)
    {
        _count++;
        try
        {
            var result = await base.GetStatusAsync(query, cancellationToken);
            report(Invariant($"query {_count}: {(result.Outcome == LookupOutcome.Answered ? $"{result.State}" : $"{result.Outcome}")}"));
            return result;
        }
        catch (TransactionStatusException exception)
        {
            report(Invariant($"query {_count}: {exception.Message}"));
            throw;
        }
    }
}
