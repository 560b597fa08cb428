namespace PaymentStatusSdk.Adapters;

/// <summary>Knows whether this process has mapped the addresses that gateways send messages to. A singleton of the container; thread-safe.</summary>
/// <remarks>
/// <para>Hosts: call <see cref="MarkMapped"/> when the addresses are mapped, as <c>MapPaymentStatusCallbacks()</c> does.</para>
/// <para>Adapters whose queries are answered by a callback: read <see cref="AreMapped"/> when an answer did not come (not earlier, since the
/// addresses may be mapped after the client is made), and name the missing call in the failure when it is false. The answer may also arrive
/// on another instance that shares the <see cref="ICallbackRouter"/>, so that false is a likely cause and no proof.</para>
/// </remarks>
public sealed class CallbackEndpointState
{
    private int _isMapped;

    /// <summary>The addresses are mapped in this process.</summary>
    public bool AreMapped => Volatile.Read(ref _isMapped) != 0;

    /// <summary>Notes that the addresses are mapped.</summary>
    public void MarkMapped() => Volatile.Write(ref _isMapped, 1);
}
