namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>A transaction of <see cref="DesjardinsSimulator"/>. Immutable. The member names are those of the wire.</summary>
/// <remarks>
/// A null field is omitted from the answer; an empty field is sent empty. No answer contains the kind of the transaction (purchase,
/// completion, refund): the merchant knows it. All data is made up; do not use the data of real cardholders.
/// </remarks>
public sealed record SimulatedDipsTransaction
{
    /// <summary>The merchant reference, the key in the simulator.</summary>
    public required string Id { get; init; }

    /// <summary>The outcome: <c>yes</c>, <c>no</c>, or any other value.</summary>
    /// <value>Default <c>yes</c>.</value>
    public string? Approved { get; init; } = "yes";

    /// <summary>Whether the transaction is not decided yet.</summary>
    /// <value>Default false. True means that the transaction is treated as too young, see
    /// <see cref="DesjardinsSimulatorOptions.YoungTransaction"/>.</value>
    public bool IsPending { get; init; }

    /// <summary>The amount in cents.</summary>
    /// <value>Default 1000; null omits it.</value>
    public long? Amount { get; init; } = 1000;

    /// <summary>The currency.</summary>
    /// <value>Default <c>CAD</c>, the only one documented.</value>
    public string? Currency { get; init; } = "CAD";

    /// <summary>The currency for display.</summary>
    /// <value>Default <c>CAD $ </c>, as seen.</value>
    public string? CurrencyText { get; init; } = "CAD $ ";

    /// <summary>The time at which the merchant submitted the transaction; the two-minute rule compares it with the simulator's
    /// clock.</summary>
    /// <value>Default null: long ago.</value>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The date, <c>yy/MM/dd HH:mm:ss</c>.</summary>
    /// <value>Default null: <see cref="SubmittedAt"/>, or the time of <see cref="DesjardinsSimulator.Put"/> when that is null, in Montreal
    /// time.</value>
    public string? Date { get; init; }

    /// <summary>The settlement date, <c>yyMMdd</c>.</summary>
    /// <value>Default <c>260103</c>.</value>
    public string? EffectiveDate { get; init; } = "260103";

    /// <summary>The terminal.</summary>
    /// <value>Default 8 digits.</value>
    public string? TerminalId { get; init; } = "00012345";

    /// <summary>The cash register.</summary>
    /// <value>Default 8 digits.</value>
    public string? EcrNumber { get; init; } = "00000001";

    /// <summary>The cardholder; made up.</summary>
    /// <value>Default <c>SIMULATED HOLDER</c>.</value>
    public string? CardHolderName { get; init; } = "SIMULATED HOLDER";

    /// <summary>The language of this result, such as <c>FR</c>.</summary>
    /// <value>Default null: the language of the request, or the merchant's language when the request has none; upper case, as seen.</value>
    public string? Language { get; init; }

    /// <summary>A code that is the same in all samples; it does not indicate the outcome.</summary>
    /// <value>Default <c>0</c>.</value>
    public string? TransactionCode { get; init; } = "0";

    /// <summary>The reason: 1 approved, 117 not completed, 103 canceled; no other values are known.</summary>
    /// <value>Default <c>1</c>.</value>
    public string? ConditionCode { get; init; } = "1";

    /// <summary>The issuer's code.</summary>
    /// <value>Default <c>00</c>.</value>
    public string? IsoCode { get; init; } = "00";

    /// <summary>The host's code.</summary>
    /// <value>Default <c>000</c>.</value>
    public string? HostCode { get; init; } = "000";

    /// <summary>A code that is 1 for approved and for canceled transactions; it does not indicate the outcome.</summary>
    /// <value>Default <c>1</c>.</value>
    public string? ActionCode { get; init; } = "1";

    /// <summary>The brand of the card.</summary>
    /// <value>Default <c>VISA</c>.</value>
    public string? CardType { get; init; } = "VISA";

    /// <summary>The batch.</summary>
    /// <value>Default <c>001</c>.</value>
    public string? BatchNo { get; init; } = "001";

    /// <summary>The number in the batch.</summary>
    /// <value>Default 10 digits.</value>
    public string? SequenceNo { get; init; } = "0010010010";

    /// <summary>An opaque value.</summary>
    /// <value>Default <c>T@1</c>, as seen.</value>
    public string? ProcessInfo { get; init; } = "T@1";

    /// <summary>The issuer's authorization.</summary>
    /// <value>Default 6 digits.</value>
    public string? AuthorizationNo { get; init; } = "012345";

    /// <summary>The outcome for display.</summary>
    /// <value>Default <c>APPROUVEE - MERCI</c>, as seen in French. English texts are not known.</value>
    public string? ReceiptText { get; init; } = "APPROUVEE - MERCI";

    /// <summary>The receipt; the first character of each line is a print flag.</summary>
    /// <value>Default: a made-up receipt of three lines.</value>
    public string? Receipt { get; init; } = "1SIMULATED RECEIPT\n0TERMINAL 00012345\n1APPROUVEE - MERCI";

    /// <summary>The code of an error inside this transaction's element; it replaces all other fields.</summary>
    /// <value>Default null: none.</value>
    public string? ErrorCode { get; init; }

    /// <summary>The state changes that queries trigger.</summary>
    /// <value>Default empty: the outcome does not change. The states of the steps are the names of <see cref="DipsOutcome"/>.</value>
    public IReadOnlyList<SimulatedStep> Steps { get; init; } = [];

    /// <summary>Creates a transaction with the fields of an outcome.</summary>
    /// <param name="id">The merchant reference.</param>
    /// <param name="outcome">The outcome of the transaction.</param>
    /// <param name="amount">The amount in cents. Default 1000, or no amount for a transaction that was not completed, as seen.</param>
    /// <returns>A new value.</returns>
    public static SimulatedDipsTransaction Of(string id, DipsOutcome outcome, long? amount = null)
    {
        long? usual = outcome == DipsOutcome.NotCompleted ? null : 1000;
        return new SimulatedDipsTransaction { Id = id, Amount = amount ?? usual }.With(outcome);
    }

    /// <summary>Returns the transaction with another outcome; id, amount, currency, dates and script stay the same.</summary>
    /// <param name="outcome">The outcome of the transaction.</param>
    /// <returns>A new value.</returns>
    public SimulatedDipsTransaction With(DipsOutcome outcome) => DipsOutcomes.Apply(this, outcome);

    /// <summary>Returns the transaction with one more step: <paramref name="queries"/> queries see the previous state, the next one sees
    /// the new outcome.</summary>
    /// <param name="queries">0 or more, counted from the previous step.</param>
    /// <param name="outcome">The new outcome.</param>
    /// <returns>A new value.</returns>
    public SimulatedDipsTransaction ThenAfterQueries(int queries, DipsOutcome outcome)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        return this with { Steps = [.. Steps, new SimulatedStep { AfterQueries = queries, State = outcome.ToString() }] };
    }

    /// <summary>Returns the id, the outcome and the amount, without the cardholder.</summary>
    /// <returns>A short line.</returns>
    public override string ToString() =>
        $"{Id}: {(IsPending ? "pending" : $"approved={Approved} condition={ConditionCode} iso={IsoCode}")} {Amount} {Currency}";
}
