namespace PaymentStatusSdk;

/// <summary>What came of one question while polling: a result, or a failure that may pass.</summary>
internal readonly record struct PollingLook(TransactionStatusResult? Result, TransactionStatusException? Failure);
