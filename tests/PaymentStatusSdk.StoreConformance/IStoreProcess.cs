using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.StoreConformance;

/// <summary>A store as one process has it. Disposing of it is the end of the process: what it holds stays held.</summary>
public interface IStoreProcess : IAsyncDisposable
{
    ITrackingStore Store { get; }

    IExchangeLock Gate { get; }

    ICallbackRouter Inbox { get; }
}
