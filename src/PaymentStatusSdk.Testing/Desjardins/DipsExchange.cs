namespace PaymentStatusSdk.Testing;

/// <summary>A Status request that was accepted.</summary>
internal sealed class DipsExchange(DipsRequest request, DateTimeOffset acceptedAt)
{
    public DipsRequest Request => request;

    public DateTimeOffset AcceptedAt => acceptedAt;

    /// <summary>Whether step 4 was swallowed: nothing will ever close this exchange but time.</summary>
    public bool IsLost { get; set; }

    /// <summary>Completes when step 4 is over, or will never come.</summary>
    public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
