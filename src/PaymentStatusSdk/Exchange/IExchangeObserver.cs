namespace PaymentStatusSdk.Exchange;

/// <summary>Receives the pipeline's events for logs and metrics.</summary>
internal interface IExchangeObserver
{
    /// <summary>Reports a failed attempt; a defect behind the failure gets a log entry of its own.</summary>
    void Failed(TransactionStatusException failure);

    void Retrying(int attempt, TransactionStatusException failure, TimeSpan pause);

    void CircuitOpened(TimeSpan breakDuration);

    void CircuitClosed();
}
