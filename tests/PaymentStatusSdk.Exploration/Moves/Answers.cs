using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Tracking.Checks;

namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>Creates the results of queries.</summary>
internal static class Answers
{
    // Longer than the longest delay that the rules accept from a gateway.
    private static readonly TimeSpan LongRetryAfter = TimeSpan.FromDays(3);

    public static CheckReport Of(AnswerKind kind, TransactionQuery query, DateTimeOffset askedAt) => kind switch
    {
        AnswerKind.NotFound => Report(query, askedAt, LookupOutcome.NotFound),
        AnswerKind.Mismatch => Report(query, askedAt, LookupOutcome.Mismatch),
        AnswerKind.Ambiguous => Report(query, askedAt, LookupOutcome.Ambiguous),
        // The integrity check fills in the references of the query.
        AnswerKind.Unnamed => Report(query, askedAt, LookupOutcome.Answered),
        AnswerKind.Timeout => new CheckReport(CheckFailure.Unanswered) { Failure = TransactionStatusErrorKind.Timeout },
        AnswerKind.Refused => new CheckReport(CheckFailure.Refused) { Failure = TransactionStatusErrorKind.Rejected },
        AnswerKind.Busy => new CheckReport(CheckFailure.Busy) { Failure = TransactionStatusErrorKind.Unavailable },
        AnswerKind.LongRetryAfter =>
            new CheckReport(CheckFailure.Unanswered) { Failure = TransactionStatusErrorKind.Rejected, RetryAfter = LongRetryAfter },
        AnswerKind.LongBusy =>
            new CheckReport(CheckFailure.Busy) { Failure = TransactionStatusErrorKind.RateLimited, RetryAfter = LongRetryAfter },
        _ => Answered(query, askedAt, StateOf(kind)),
    };

    /// <summary>Returns whether the gateway can answer a query so.</summary>
    public static bool IsPossible(AnswerKind kind, TransactionQuery query) =>
        (kind is not ((>= AnswerKind.SecondPending and <= AnswerKind.NamelessCaptured) or >= AnswerKind.FirstWithOwnAmount)
            || query.MerchantReference is not null)
        && IsPossible(StateOf(kind).State, query.Kind);

    // Only a charge is captured, only a payout is credited, and no payout is refunded: other states of a kind would have no meaning.
    private static bool IsPossible(PaymentState state, TransactionKind kind) => state switch
    {
        PaymentState.Captured => kind is not (TransactionKind.Refund or TransactionKind.Cancellation or TransactionKind.Payout),
        PaymentState.Credited => kind == TransactionKind.Payout,
        PaymentState.PartiallyRefunded or PaymentState.Refunded or PaymentState.ChargedBack => kind != TransactionKind.Payout,
        _ => true,
    };

    private static AnsweredState StateOf(AnswerKind kind) => kind switch
    {
        AnswerKind.Pending => new(PaymentState.Pending, Finality.Open),
        AnswerKind.Captured => new(PaymentState.Captured),
        AnswerKind.Declined => new(PaymentState.Declined),
        AnswerKind.ProvisionalDecline => new(PaymentState.Declined, Finality.Provisional),
        AnswerKind.PartiallyRefunded => new(PaymentState.PartiallyRefunded),
        AnswerKind.SecondPending => new(PaymentState.Pending, Finality.Open) { Attempt = 2 },
        AnswerKind.SecondCaptured => new(PaymentState.Captured) { Attempt = 2 },
        AnswerKind.SecondDeclined => new(PaymentState.Declined) { Attempt = 2 },
        AnswerKind.NamelessPending => new(PaymentState.Pending, Finality.Open) { Attempt = 0 },
        AnswerKind.NamelessDeclined => new(PaymentState.Declined) { Attempt = 0 },
        AnswerKind.NamelessCaptured => new(PaymentState.Captured) { Attempt = 0 },
        AnswerKind.FundsAwaited => new(PaymentState.Captured) { Funds = FundsState.Awaited },
        AnswerKind.FundsMissing => new(PaymentState.Captured) { Funds = FundsState.Missing },
        AnswerKind.FundsReceived => new(PaymentState.Captured) { Funds = FundsState.Received },
        AnswerKind.OtherAmount => new(PaymentState.Captured) { Amount = Payments.OtherAmount },
        AnswerKind.FirstWithOwnAmount => new(PaymentState.Captured) { Amount = Payments.FirstAmount },
        AnswerKind.FirstWithSecondAmount => new(PaymentState.Captured) { Amount = Payments.SecondAmount },
        AnswerKind.SecondWithOwnAmount => new(PaymentState.Captured) { Attempt = 2, Amount = Payments.SecondAmount },
        AnswerKind.SecondWithFirstAmount => new(PaymentState.Captured) { Attempt = 2, Amount = Payments.FirstAmount },
        AnswerKind.Refunded => new(PaymentState.Refunded),
        AnswerKind.Reversed => new(PaymentState.Reversed),
        AnswerKind.ChargedBack => new(PaymentState.ChargedBack),
        AnswerKind.Credited => new(PaymentState.Credited),
        _ => new(PaymentState.Unknown),
    };

    private static CheckReport Answered(TransactionQuery query, DateTimeOffset askedAt, AnsweredState answer)
    {
        // The integrity check compares the amounts.
        if (query.ExpectedAmount is { } expected && answer.Amount is { } amount && amount != expected)
            return Report(query, askedAt, LookupOutcome.Mismatch);
        var report = Report(query, askedAt, LookupOutcome.Answered);
        return report with
        {
            Result = report.Result! with
            {
                State = answer.State,
                Finality = answer.Finality,
                Funds = answer.Funds,
                Amount = answer.Amount,
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

    /// <summary>The state of a transaction in an answer.</summary>
    /// <param name="State">The state.</param>
    /// <param name="Finality">Whether it may still change.</param>
    private readonly record struct AnsweredState(PaymentState State, Finality Finality = Finality.Final)
    {
        /// <summary>The attempt that the answer names by its gateway reference; 0 for none.</summary>
        public int Attempt { get; init; } = 1;

        public FundsState Funds { get; init; }

        public Money? Amount { get; init; }
    }
}
