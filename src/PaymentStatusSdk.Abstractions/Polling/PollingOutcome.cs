namespace PaymentStatusSdk.Polling;

/// <summary>The outcome of one query while polling: a result or a transient failure.</summary>
internal readonly record struct PollingOutcome(TransactionStatusResult? Result, TransactionStatusException? Failure);
