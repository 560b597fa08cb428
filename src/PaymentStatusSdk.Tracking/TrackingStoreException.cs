namespace PaymentStatusSdk.Tracking;

/// <summary>The store of tracked transactions cannot be reached, refuses, or cannot be used by this version.</summary>
/// <remarks>Its text and its inner exception hold no password of a connection string.</remarks>
public sealed class TrackingStoreException : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="message">What happened and what to do next.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="innerException">The database driver's own exception; null when there is none.</param>
    public TrackingStoreException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; }

    /// <summary>Whether the content of this call can never be stored, so that other calls may succeed. Default false: the store itself failed.</summary>
    public bool IsOfData { get; init; }
}
