using PaymentStatusSdk.Coordination;

namespace PaymentStatusSdk.Callbacks;

/// <summary>Records whether this process has mapped the callback addresses. A singleton of the container; thread-safe.</summary>
/// <remarks>
/// <para>Hosts call <see cref="MarkMapped"/> when the addresses are mapped, as <c>MapPaymentStatusCallbacks()</c> does.</para>
/// <para>Adapters whose queries are answered by a callback read <see cref="AreMapped"/> when an answer did not arrive (not earlier, because
/// the addresses may be mapped after the client is created). When it is false, they name the missing call in the failure. The answer may
/// also arrive at another instance that shares the <see cref="ICallbackRouter"/>, so false is a likely cause, not a proof.</para>
/// </remarks>
public sealed class CallbackEndpointState
{
    private int _isMapped;

    /// <summary>Whether the addresses are mapped in this process.</summary>
    public bool AreMapped => Volatile.Read(ref _isMapped) != 0;

    /// <summary>Records that the addresses are mapped.</summary>
    public void MarkMapped() => Volatile.Write(ref _isMapped, 1);
}
