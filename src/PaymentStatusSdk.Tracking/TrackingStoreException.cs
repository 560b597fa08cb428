namespace PaymentStatusSdk.Tracking;

/// <summary>The tracking store cannot be reached, rejects a call, or cannot be used by this version.</summary>
/// <remarks>The message and the inner exception contain no password of a connection string.</remarks>
public sealed class TrackingStoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="innerException">The exception of the database driver; null when there is none.</param>
    public TrackingStoreException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; }

    /// <summary>
    /// Whether the content of this call can never be stored, while other calls may succeed. The default is false: the store itself failed.
    /// </summary>
    public bool IsOfData { get; init; }
}
