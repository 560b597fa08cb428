using PaymentStatusSdk.Tracking.Tests.Checks;

namespace PaymentStatusSdk.Tracking.Tests;

/// <summary>Rows and queries of the tests of enrollment.</summary>
internal static class EnrolledRows
{
    public static readonly DateTimeOffset Start = TrackedPayment.Start;
    public static readonly DateTimeOffset Later = Start.AddHours(1);
    public static readonly GatewayCapabilities Exact = new();
    public static readonly TransactionQuery ByOrder = TransactionQuery.ByMerchantReference("ORDER-1");
    public static readonly TransactionQuery ByGateway = TransactionQuery.ByGatewayReference("g-1");

    public static TrackedTransaction Ended(PaymentState state, TrackingStatus status) => Row(ByOrder) with
    {
        Status = status,
        NextCheckAt = null,
        CompletedAt = Start.AddMinutes(1),
        Belief = StatusRules.Advance(null, TrackedPayment.Result(state, Finality.Final)),
    };

    public static Money Euros(decimal amount) => new(amount, "EUR");

    public static TrackedTransaction Row(TransactionQuery query, DateTimeOffset? at = null) => new TrackedPayment(query: query).Row with
    {
        TrackedAt = at ?? Start,
        NextCheckAt = (at ?? Start).AddDays(1),
        DeadlineAt = (at ?? Start).AddDays(30),
        Progress = new ScheduleProgress { Since = at ?? Start, Step = 1 },
    };
}
