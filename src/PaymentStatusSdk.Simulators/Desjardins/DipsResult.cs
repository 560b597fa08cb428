namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>The result for one queried transaction in an answer.</summary>
/// <param name="Id">The id on the wire; null omits it.</param>
/// <param name="Transaction">The fields of the transaction; null when there is only an error.</param>
/// <param name="ErrorCode">The code of an error in the element; null means no error.</param>
/// <param name="IsPartial">Whether the outcome and the codes are omitted.</param>
internal sealed record DipsResult(string? Id, SimulatedDipsTransaction? Transaction, string? ErrorCode = null, bool IsPartial = false)
{
    /// <summary>Returns the same result with the opposite outcome.</summary>
    public DipsResult Opposite() => this with
    {
        Transaction = Transaction?.With(Transaction.Approved == "yes" ? DipsOutcome.Declined : DipsOutcome.Approved),
    };
}
