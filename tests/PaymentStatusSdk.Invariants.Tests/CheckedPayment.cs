using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>A payment whose checks are committed one after the other, and judged by the invariants.</summary>
internal sealed class CheckedPayment
{
    private readonly InvariantChecker _checker;
    private long _fence;

    public CheckedPayment(InvariantSettings? settings = null)
    {
        _checker = new InvariantChecker(settings ?? new InvariantSettings { SeesEveryEvent = true });
        Track(Row);
    }

    /// <summary>The row as it was committed last.</summary>
    public TrackedTransaction Row { get; private set; } = Payment.Row();

    /// <summary>Returns an answer for a reference, at a second.</summary>
    public static TransactionStatusResult Answer(PaymentState state, double at, string? reference = Payment.Reference) =>
        Payment.Answer(state, at, Finality.Final) with { GatewayReference = reference, MerchantReference = "m-1" };

    /// <summary>The merchant tracks the payment, for the first time or again.</summary>
    public void Track(TrackedTransaction row, TrackedTransaction? fresh = null)
    {
        Row = row;
        _checker.Add(new RowEnrolled(ProcessLog.At(10 * _fence), row, ++_fence) { Fresh = fresh });
    }

    /// <summary>The merchant tracks the payment again after its failure.</summary>
    public void BeginAttempt() => Track(Row with
    {
        Belief = null,
        GatewayReference = null,
        HasMismatch = false,
        AttemptStartedAt = ProcessLog.At((10 * _fence) + 1_000),
        EarlierAttempts =
        [
            new TrackedAttempt
            {
                StartedAt = Row.AttemptStartedAt ?? Row.TrackedAt,
                GatewayReference = Row.GatewayReference,
                Belief = Row.Belief,
            },
            .. Row.EarlierAttempts,
        ],
    });

    /// <summary>Returns the row after an answer about its current attempt.</summary>
    public TrackedTransaction After(TransactionStatusResult answer) => Row with
    {
        Belief = StatusRules.Advance(Row.Belief, answer),
        HasMismatch = false,
        GatewayReference = Row.GatewayReference ?? answer.GatewayReference,
    };

    /// <summary>Commits a check whose answer is about the current attempt.</summary>
    public void Merge(TransactionStatusResult answer, StatusChangeKind? kind = StatusChangeKind.Changed) =>
        Commit(answer, After(answer), kind);

    /// <summary>Commits the next check, with a change that reports it unless the kind is null.</summary>
    public void Commit(TransactionStatusResult? answer, TrackedTransaction after, StatusChangeKind? kind = StatusChangeKind.Changed)
    {
        var (fence, at) = (++_fence, ProcessLog.At(10 * _fence));
        after = after with
        {
            CheckCount = Row.CheckCount + 1,
            Sequence = Row.Sequence + (kind is null ? 0 : 1),
            NextCheckAt = after.Status == TrackingStatus.Active ? at.AddSeconds(20) : null,
        };
        _checker.Add(new CheckClaimed(at, after.Id, fence, at.AddSeconds(5)));
        _checker.Add(new QueryAnswered(at.AddSeconds(1), after.Id, fence, at, answer));
        IReadOnlyList<StatusChange> changes = kind is { } reported ? [after.Change(reported)] : [];
        _checker.Add(new CheckCommitted(at.AddSeconds(2), after, fence, CommitOutcome.Written, changes));
        Row = after;
    }

    /// <summary>A row that has had another attempt turns out to be a duplicate of this one, which takes over that attempt.</summary>
    /// <param name="answer">The answer about the other attempt.</param>
    public void TakeOver(TransactionStatusResult answer)
    {
        var at = ProcessLog.At(10 * _fence);
        var first = Payment.Row(2) with { GatewayReference = null, TrackedAt = ProcessLog.At(-100) };
        var answered = first.After(answer, 20, sequence: 1) with { GatewayReference = answer.GatewayReference };
        var attempt = new TrackedAttempt
        {
            StartedAt = first.TrackedAt,
            GatewayReference = answered.GatewayReference,
            Belief = answered.Belief,
        };
        var second = answered with
        {
            Belief = null,
            GatewayReference = null,
            AttemptStartedAt = at.AddSeconds(2),
            EarlierAttempts = [attempt],
        };
        var duplicate = second with { Status = TrackingStatus.Duplicate, GatewayReference = Row.GatewayReference, NextCheckAt = null };
        _checker.Add(new RowEnrolled(at, first, 0));
        _checker.Add(new CheckClaimed(at, first.Id, 1, at.AddSeconds(5)));
        _checker.Add(new QueryAnswered(at.AddSeconds(1), first.Id, 1, at, answer));
        _checker.Add(new CheckCommitted(at.AddSeconds(1), answered, 1, CommitOutcome.Written, [answered.Change()]));
        _checker.Add(new RowEnrolled(at.AddSeconds(2), second, 2));
        _checker.Add(new CheckClaimed(at.AddSeconds(2), first.Id, 3, at.AddSeconds(7)));
        _checker.Add(new CheckCommitted(at.AddSeconds(3), duplicate, 3, CommitOutcome.Duplicate, []));
        Track(Row with { EarlierAttempts = [attempt] });
    }

    public void AssertViolation(string text) =>
        Assert.Contains(_checker.Violations, violation => violation.Contains(text, StringComparison.Ordinal));

    public void AssertLegal() => Assert.Empty(_checker.Violations);
}
