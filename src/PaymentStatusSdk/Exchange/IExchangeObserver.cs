namespace PaymentStatusSdk.Adapters;

/// <summary>Is told what the pipeline does on its own, for logs and metrics.</summary>
internal interface IExchangeObserver
{
    /// <summary>An attempt failed; a defect behind the failure is worth a line of its own.</summary>
    void Failed(TransactionStatusException fault);

    void Retrying(int attempt, TransactionStatusException fault, TimeSpan pause);

    void CircuitOpened(TimeSpan breakDuration);

    void CircuitClosed();
}
