using PaymentStatusSdk.TestDoubles;
using static PaymentStatusSdk.Tests.Belief.Answers;

namespace PaymentStatusSdk.Tests.Json;

/// <summary>One instance of each serialized type, with every member set to a value other than its default.</summary>
internal static class Samples
{
    public const string Secret = "4111-canary-1111";

    private static readonly KeyValuePair<string, string> Sensitive = new("receipt", Secret);

    public static TransactionStatusResult Result { get; } = SampleResults.Paid with
    {
        Amount = new Money(1234.50m, "EUR"),
        RefundedAmount = new Money(5.00m, "EUR"),
        AmountCheck = AmountCheck.Matched,
        Answer = new GatewayAnswer
        {
            State = "CAPTURED",
            Code = "000",
            Message = "Approuvé <ok> & \"fine\"",
            Fields = new GatewayFields(new("mop", "visa"), new("country", "CA")),
            SensitiveFields = new GatewayFields(Sensitive),
            UnknownFieldCount = 2,
        },
        Anomalies = [new StatusAnomaly(StatusAnomalyKind.SpellingVariant, "state 'captured' in lower case")],
        AskedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
        ObservedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero).AddTicks(1234567),
    };

    public static TransactionQuery Query { get; } = TransactionQuery.ByGatewayReference("G1") with
    {
        Kind = TransactionKind.Preauthorization,
        SubmittedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-5)),
        ExpectedAmount = new Money(1500m, "JPY"),
        ExpectedGatewayReference = "G1",
        ExpectedMerchantReference = "ORDER-1",
    };

    public static StatusBelief Belief { get; } = Believe(
        Answer(PaymentState.Declined, 0, Finality.Final),
        Answer(PaymentState.Pending, 1),
        Result with { AskedAt = Start.AddSeconds(2), Reason = FailureReason.TimedOut },
        Answer(PaymentState.Authorized, 3));
}
