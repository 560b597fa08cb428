using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Tracking.Checks;

namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>How a query ends. Any answer may follow any other: stale and contradictory ones are among them.</summary>
internal enum AnswerKind
{
    Pending,
    Captured,
    Declined,
    ProvisionalDecline,
    PartiallyRefunded,
    NotFound,
    Mismatch,
    Timeout,
    Refused,
    Busy,

    /// <summary>The second attempt under the merchant reference.</summary>
    SecondPending,
    SecondCaptured,
    SecondDeclined,

    /// <summary>The answer has no gateway reference.</summary>
    NamelessPending,
    NamelessDeclined,
    NamelessCaptured,
}

/// <summary>Creates the results of queries.</summary>
internal static class Answers
{
    private static readonly (PaymentState State, Finality Finality, int Attempt)[] States =
    [
        (PaymentState.Pending, Finality.Open, 1),
        (PaymentState.Captured, Finality.Final, 1),
        (PaymentState.Declined, Finality.Final, 1),
        (PaymentState.Declined, Finality.Provisional, 1),
        (PaymentState.PartiallyRefunded, Finality.Final, 1),
    ];

    public static CheckReport Of(AnswerKind kind, TransactionQuery query, DateTimeOffset askedAt) => kind switch
    {
        AnswerKind.NotFound => Report(query, askedAt, LookupOutcome.NotFound),
        AnswerKind.Mismatch => Report(query, askedAt, LookupOutcome.Mismatch),
        AnswerKind.Timeout => new CheckReport(CheckFailure.Unanswered) { Failure = TransactionStatusErrorKind.Timeout },
        AnswerKind.Refused => new CheckReport(CheckFailure.Refused) { Failure = TransactionStatusErrorKind.Rejected },
        AnswerKind.Busy => new CheckReport(CheckFailure.Busy) { Failure = TransactionStatusErrorKind.Unavailable },
        AnswerKind.SecondPending => Answered(query, askedAt, States[0] with { Attempt = 2 }),
        AnswerKind.SecondCaptured => Answered(query, askedAt, States[1] with { Attempt = 2 }),
        AnswerKind.SecondDeclined => Answered(query, askedAt, States[2] with { Attempt = 2 }),
        AnswerKind.NamelessPending => Answered(query, askedAt, States[0] with { Attempt = 0 }),
        AnswerKind.NamelessDeclined => Answered(query, askedAt, States[2] with { Attempt = 0 }),
        AnswerKind.NamelessCaptured => Answered(query, askedAt, States[1] with { Attempt = 0 }),
        _ => Answered(query, askedAt, States[(int)kind]),
    };

    /// <summary>Returns whether the gateway can answer a query so.</summary>
    public static bool IsPossible(AnswerKind kind, TransactionQuery query) =>
        kind < AnswerKind.SecondPending || query.MerchantReference is not null;

    private static CheckReport Answered(
        TransactionQuery query, DateTimeOffset askedAt, (PaymentState State, Finality Finality, int Attempt) answer)
    {
        var report = Report(query, askedAt, LookupOutcome.Answered);
        return report with
        {
            Result = report.Result! with
            {
                State = answer.State,
                Finality = answer.Finality,
                GatewayReference = answer.Attempt == 0 ? null : query.GatewayReference ?? Payments.ReferenceOf(answer.Attempt),
                MerchantReference = query.GatewayReference == Payments.First ? null : Payments.Merchant,
            },
        };
    }

    private static CheckReport Report(TransactionQuery query, DateTimeOffset askedAt, LookupOutcome outcome) =>
        CheckReport.Of(new TransactionStatusResult
        {
            ClientName = Setting.Client,
            Kind = query.Kind,
            Outcome = outcome,
            AskedAt = askedAt,
            ObservedAt = askedAt,
            GatewayReference = query.GatewayReference,
            MerchantReference = query.MerchantReference,
        });
}
