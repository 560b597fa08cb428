namespace PaymentStatusSdk.Testing;

/// <summary>A transaction of <see cref="DesjardinsSimulator"/>: what the merchant may ask for. Immutable; names are those of the wire.</summary>
/// <remarks>
/// A null field is left out of the answer, an empty one stands there empty. What kind of transaction it is (purchase, completion,
/// refund) is on no answer: the merchant knows it. Everything here is made up; do not put real cardholders' data in.
/// </remarks>
public sealed record SimulatedDipsTransaction
{
    /// <summary>The merchant's transaction id, the key in the simulator.</summary>
    public required string Id { get; init; }

    /// <summary>The outcome: <c>yes</c>, <c>no</c>, or any word.</summary>
    /// <value>Default <c>yes</c>.</value>
    public string? Approved { get; init; } = "yes";

    /// <summary>Whether it is not decided yet.</summary>
    /// <value>Default false. True: treated as too young, see <see cref="DesjardinsSimulatorOptions.YoungTarget"/>.</value>
    public bool IsPending { get; init; }

    /// <summary>The amount in cents.</summary>
    /// <value>Default 1000; null leaves it out.</value>
    public long? Amount { get; init; } = 1000;

    /// <summary>The currency.</summary>
    /// <value>Default <c>CAD</c>, the only one documented.</value>
    public string? Currency { get; init; } = "CAD";

    /// <summary>The currency for display.</summary>
    /// <value>Default <c>CAD $ </c>, as seen.</value>
    public string? CurrencyText { get; init; } = "CAD $ ";

    /// <summary>When the merchant sent it: compared with the simulator's clock for the two-minute rule.</summary>
    /// <value>Default null: long ago.</value>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The date, <c>yy/MM/dd HH:mm:ss</c>.</summary>
    /// <value>Default null: <see cref="SubmittedAt"/>, else the time of <see cref="DesjardinsSimulator.Put"/>, in Montreal time.</value>
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
    /// <value>Default null: that of the request, else the merchant's; upper case, as seen.</value>
    public string? Language { get; init; }

    /// <summary>The same in all samples: not an outcome.</summary>
    /// <value>Default <c>0</c>.</value>
    public string? TransactionCode { get; init; } = "0";

    /// <summary>The reason: 1 approved, 117 not completed, 103 canceled; no more are known.</summary>
    /// <value>Default <c>1</c>.</value>
    public string? ConditionCode { get; init; } = "1";

    /// <summary>The issuer's code.</summary>
    /// <value>Default <c>00</c>.</value>
    public string? IsoCode { get; init; } = "00";

    /// <summary>The host's code.</summary>
    /// <value>Default <c>000</c>.</value>
    public string? HostCode { get; init; } = "000";

    /// <summary>1 on approved and on canceled alike: not an outcome.</summary>
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

    /// <summary>Opaque.</summary>
    /// <value>Default <c>T@1</c>, as seen.</value>
    public string? ProcessInfo { get; init; } = "T@1";

    /// <summary>The issuer's authorization.</summary>
    /// <value>Default 6 digits.</value>
    public string? AuthorizationNo { get; init; } = "012345";

    /// <summary>The outcome for display.</summary>
    /// <value>Default <c>APPROUVEE - MERCI</c>, as seen in French. English texts are not known.</value>
    public string? ReceiptText { get; init; } = "APPROUVEE - MERCI";

    /// <summary>The receipt; the first character of each line is a print flag.</summary>
    /// <value>Default: a made-up one of three lines.</value>
    public string? Receipt { get; init; } = "1SIMULATED RECEIPT\n0TERMINAL 00012345\n1APPROUVEE - MERCI";

    /// <summary>The code of an error inside this transaction's element; it stands instead of all other fields.</summary>
    /// <value>Default null: none.</value>
    public string? ErrorCode { get; init; }

    /// <summary>What it becomes while it is asked for.</summary>
    /// <value>Default empty: it stays. The words of the steps are those of <see cref="DipsOutcome"/>.</value>
    public IReadOnlyList<SimulatedStep> Steps { get; init; } = [];

    /// <summary>A new transaction with the fields of an outcome.</summary>
    /// <param name="id">The merchant's transaction id.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="amount">In cents. Default: 1000, but none when it was not completed, as seen.</param>
    /// <returns>A new value.</returns>
    public static SimulatedDipsTransaction Of(string id, DipsOutcome outcome, long? amount = null)
    {
        long? usual = outcome == DipsOutcome.NotCompleted ? null : 1000;
        return new SimulatedDipsTransaction { Id = id, Amount = amount ?? usual }.With(outcome);
    }

    /// <summary>The same transaction with another outcome: id, amount, currency, dates and script stay.</summary>
    /// <param name="outcome">What became of it.</param>
    /// <returns>A new value.</returns>
    public SimulatedDipsTransaction With(DipsOutcome outcome) => DipsOutcomes.Apply(this, outcome);

    /// <summary>The same transaction with one more step: <paramref name="queries"/> queries see what was before, the next one sees the new outcome.</summary>
    /// <param name="queries">0 or more, counted from the previous step.</param>
    /// <param name="outcome">The new outcome.</param>
    /// <returns>A new value.</returns>
    public SimulatedDipsTransaction ThenAfterQueries(int queries, DipsOutcome outcome)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        return this with { Steps = [.. Steps, new SimulatedStep { AfterQueries = queries, State = outcome.ToString() }] };
    }

    /// <summary>Id, outcome and amount; not the cardholder.</summary>
    /// <returns>A short line.</returns>
    public override string ToString() =>
        $"{Id}: {(IsPending ? "pending" : $"approved={Approved} condition={ConditionCode} iso={IsoCode}")} {Amount} {Currency}";
}
