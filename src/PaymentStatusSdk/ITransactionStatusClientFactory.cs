namespace PaymentStatusSdk;

/// <summary>Finds registered clients by name. Thread-safe.</summary>
public interface ITransactionStatusClientFactory
{
    /// <summary>The names of all registered clients, in the order of their registration.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The client of that name; the same instance each time.</summary>
    /// <exception cref="ArgumentException">No client has that name; the message lists those there are.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The client's options cannot work; the message lists every fault.</exception>
    ITransactionStatusClient Get(string name);
}
