namespace PaymentStatusSdk.Testing;

/// <summary>One target as it stands in an answer.</summary>
/// <param name="Id">The id on the wire; null leaves it out.</param>
/// <param name="Transaction">Its fields; null when there is only an error.</param>
/// <param name="ErrorCode">The code of an error in its element; null: none.</param>
/// <param name="IsPartial">Whether outcome and codes are left out.</param>
internal sealed record DipsResult(string? Id, SimulatedDipsTransaction? Transaction, string? ErrorCode = null, bool IsPartial = false)
{
    /// <summary>The same with the opposite outcome.</summary>
    public DipsResult Opposite() => this with
    {
        Transaction = Transaction?.With(Transaction.Approved == "yes" ? DipsOutcome.Declined : DipsOutcome.Approved),
    };
}
