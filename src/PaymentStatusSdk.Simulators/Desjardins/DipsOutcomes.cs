namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>The predefined results (PROTOCOL.md of the Desjardins adapter), and the moves between them.</summary>
internal static class DipsOutcomes
{
    private static readonly SimulatedDipsTransaction Approved = new() { Id = "" };

    private static readonly SimulatedDipsTransaction Pending = Approved with
    {
        Approved = null,
        IsPending = true,
        EffectiveDate = null,
        ConditionCode = null,
        IsoCode = null,
        HostCode = null,
        ActionCode = null,
        BatchNo = null,
        SequenceNo = null,
        AuthorizationNo = null,
        ReceiptText = null,
        Receipt = null,
    };

    private static readonly SimulatedDipsTransaction NotCompleted = Approved with
    {
        Approved = "no",
        ConditionCode = "117",
        IsoCode = "",
        HostCode = "",
        BatchNo = "",
        SequenceNo = "",
        AuthorizationNo = "",
        ReceiptText = "TRANSACTION NON COMPLETEE",
        Receipt = "1SIMULATED RECEIPT\n0XX T@1\n1TRANSACTION NON COMPLETEE",
    };

    private static readonly SimulatedDipsTransaction Canceled = NotCompleted with
    {
        ConditionCode = "103",
        TerminalId = "-",
        EcrNumber = "-",
        CardHolderName = "",
        CardType = null,
        EffectiveDate = null,
        Receipt = "-",
    };

    // Made up: no sample of a decline is public.
    private static readonly SimulatedDipsTransaction Declined = Approved with
    {
        Approved = "no",
        ConditionCode = "5",
        IsoCode = "05",
        HostCode = "005",
        AuthorizationNo = "",
        ReceiptText = "TRANSACTION REFUSEE (SIMULATED)",
        Receipt = "1SIMULATED RECEIPT\n005 T@1\n1TRANSACTION REFUSEE (SIMULATED)",
    };

    public static SimulatedDipsTransaction Apply(SimulatedDipsTransaction transaction, DipsOutcome outcome) => Canned(outcome) with
    {
        Id = transaction.Id,
        Amount = transaction.Amount,
        Currency = transaction.Currency,
        CurrencyText = transaction.CurrencyText,
        SubmittedAt = transaction.SubmittedAt,
        Date = transaction.Date,
        Language = transaction.Language,
        Steps = transaction.Steps,
    };

    public static SimulatedDipsTransaction Apply(SimulatedDipsTransaction transaction, SimulatedStep step) =>
        Apply(transaction, Enum.Parse<DipsOutcome>(step.State));

    public static void Check(IReadOnlyList<SimulatedStep> steps)
    {
        foreach (var step in steps)
        {
            if (!Enum.TryParse<DipsOutcome>(step.State, out _))
                throw new ArgumentException(
                    $"A step has the unknown state '{step.State}'. Use one of: {string.Join(", ", Enum.GetNames<DipsOutcome>())}.");
        }
    }

    // One id is one attempt, so a decided transaction stays decided.
    public static void Check(SimulatedDipsTransaction from, DipsOutcome to)
    {
        if (from.IsPending) return;
        throw new InvalidOperationException(
            $"A decided Desjardins transaction does not move to {to}: a refund or completion is a separate transaction. Use force to make "
            + "the move anyway.");
    }

    private static SimulatedDipsTransaction Canned(DipsOutcome outcome) => outcome switch
    {
        DipsOutcome.Pending => Pending,
        DipsOutcome.Approved => Approved,
        DipsOutcome.NotCompleted => NotCompleted,
        DipsOutcome.Canceled => Canceled,
        DipsOutcome.Declined => Declined,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
    };
}
