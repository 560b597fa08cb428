using FsCheck;
using FsCheck.Fluent;

namespace PaymentStatusSdk.Tests.Belief;

/// <summary>
/// Random answers about one transaction, with many ties: few distinct times, near duplicates, several spellings of the references.
/// </summary>
internal static class BeliefGenerators
{
    // In the first case every answer has the gateway reference, in any spelling; in the second each has the merchant reference, in one
    // spelling.
    private static readonly (string? GatewayReference, string? MerchantReference)[][] Worlds =
    [
        [
            ("5b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0", null),
            ("5B1C2D3E-4F50-6172-8394-A5B6C7D8E9F0", "ORDER-1"),
            ("5b1c2d3e4f5061728394a5b6c7d8e9f0", "order-1"),
            ("5b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0", "Order-1"),
        ],
        [(null, "ORDER-1"), ("G1", "ORDER-1")],
    ];

    public static Arbitrary<TransactionStatusResult[]> Answers(int atMost) =>
        (from world in Gen.Elements(Worlds)
         from count in Gen.Choose(0, atMost)
         from model in Answer(world)
         from answers in Gen.ArrayOf(Gen.OneOf(Answer(world), TwinOf(model)), count)
         select answers).ToArbitrary();

    // Two answers that differ in one member only, which reveals an order that ignores the member.
    private static Gen<TransactionStatusResult> TwinOf(TransactionStatusResult model) => Gen.Elements(
        model,
        model with { ObservedAt = model.ObservedAt.AddMilliseconds(1) },
        model with { Finality = model.Finality == Finality.Final ? Finality.Open : Finality.Final },
        model with { Funds = FundsState.Missing },
        model with { Reason = FailureReason.GatewayError },
        model with { Amount = new Money(3m, "EUR") },
        model with { Amount = new Money(3m, "CAD") },
        model with { Amount = null },
        model with { RefundedAmount = new Money(1m, "EUR") },
        model with { RefundedAmount = new Money(2m, "EUR") });

    private static Gen<TransactionStatusResult> Answer((string? GatewayReference, string? MerchantReference)[] world) =>
        from ids in Gen.Elements(world)
        from kind in Gen.Elements(TransactionKind.Unknown, TransactionKind.Purchase)
        from outcome in Gen.Frequency(
            (9, Gen.Constant(LookupOutcome.Answered)), (1, Gen.Elements(LookupOutcome.NotFound, LookupOutcome.Mismatch)))
        from state in Gen.Elements(Enum.GetValues<PaymentState>())
        from finality in Gen.Elements(Enum.GetValues<Finality>())
        from funds in Gen.Elements(FundsState.Awaited, FundsState.Received)
        from reason in Gen.Elements(FailureReason.None, FailureReason.TimedOut)
        from amount in Gen.Elements<Money?>(null, new Money(1m, "EUR"), new Money(2m, "EUR"), new Money(1m, "CAD"))
        from queriedAt in Gen.Choose(0, 3)
        from took in Gen.Choose(0, 1)
        select new TransactionStatusResult
        {
            ClientName = "cards",
            Kind = kind,
            Outcome = outcome,
            State = outcome == LookupOutcome.Answered ? state : PaymentState.Unknown,
            Finality = finality,
            Funds = funds,
            Reason = reason,
            Amount = amount,
            GatewayReference = ids.GatewayReference,
            MerchantReference = ids.MerchantReference,
            AskedAt = Belief.Answers.Start.AddSeconds(queriedAt),
            ObservedAt = Belief.Answers.Start.AddSeconds(queriedAt + took),
        };
}
