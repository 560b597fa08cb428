namespace PaymentStatusSdk;

/// <summary>Returns registered clients by name. Thread-safe.</summary>
public interface ITransactionStatusClientFactory
{
    /// <summary>The names of all registered clients, in the order of registration.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Returns the client with this name. Every call returns the same instance.</summary>
    /// <exception cref="ArgumentException">No client has this name; the message lists the registered names.</exception>
    /// <remarks>
    /// Throws <c>Microsoft.Extensions.Options.OptionsValidationException</c> if the options of the client are not valid; the message lists
    /// every error.
    /// </remarks>
    ITransactionStatusClient Get(string name);
}
