namespace PaymentStatusSdk.Adapters;

/// <summary>Is told what the pipeline does on its own, for logs and metrics.</summary>
internal interface IExchangeObserver
{
    void Retrying(int attempt, TransactionStatusException fault, TimeSpan pause);

    void CircuitOpened(TimeSpan breakDuration);

    void CircuitClosed();
}
