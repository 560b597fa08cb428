namespace PaymentStatusSdk.Relational.Dialects;

/// <summary>Brings signals from one instance to the others. A signal is a hint: receivers read the database. Thread-safe.</summary>
public interface IWakeupChannel
{
    /// <summary>Whether signals of other instances arrive at this moment. If not, waiters poll more often.</summary>
    bool IsListening { get; }

    /// <summary>Starts receiving; further calls have no effect.</summary>
    /// <param name="onSignal">Receives the signals of other instances; null when signals may have been missed.</param>
    void Start(Action<string?> onSignal);

    /// <summary>Returns the statement that sends a signal when its transaction is committed.</summary>
    /// <param name="signal">The signal: letters, digits and hyphens, at most 64. It contains no reference.</param>
    /// <param name="reachesSender">Whether this instance receives the signal as well.</param>
    SqlStatement Send(string signal, bool reachesSender);
}
