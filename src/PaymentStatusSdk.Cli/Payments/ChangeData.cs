using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Cli.Payments;

/// <summary>A change of a payment and the progress of its delivery.</summary>
internal sealed class ChangeData
{
    public required Guid Id { get; init; }

    public required long PaymentId { get; init; }

    public required long Sequence { get; init; }

    public required StatusChangeKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public required PaymentState PreviousState { get; init; }

    public required PaymentState State { get; init; }

    public required PaymentVerdict Verdict { get; init; }

    public required Finality Finality { get; init; }

    public required DeliveryStatus Delivery { get; init; }

    public required int Tries { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>The type of the last handler's failure.</summary>
    public string? LastError { get; init; }

    public static ChangeData Of(StatusChangeDelivery delivery, OutputRedactor redactor) => new()
    {
        Id = delivery.Change.Id,
        PaymentId = delivery.Change.Transaction.Id,
        Sequence = delivery.Change.Sequence,
        Kind = delivery.Change.Kind,
        At = delivery.Change.At,
        PreviousState = delivery.Change.PreviousState,
        State = delivery.Change.Transaction.Belief?.State ?? PaymentState.Unknown,
        Verdict = delivery.Change.Transaction.Verdict,
        Finality = delivery.Change.Transaction.Finality,
        Delivery = delivery.Status,
        Tries = delivery.Tries,
        NextTryAt = delivery.NextTryAt,
        DeliveredAt = delivery.DeliveredAt,
        LastError = redactor.Redact(delivery.LastError),
    };
}
