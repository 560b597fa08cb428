namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>An accepted Status request.</summary>
internal sealed class DipsExchange(DipsRequest request, DateTimeOffset acceptedAt)
{
    public DipsRequest Request => request;

    public DateTimeOffset AcceptedAt => acceptedAt;

    /// <summary>Whether step 4 is suppressed: only time closes this exchange.</summary>
    public bool IsLost { get; set; }

    /// <summary>Completes when step 4 has ended or will never be sent.</summary>
    public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
