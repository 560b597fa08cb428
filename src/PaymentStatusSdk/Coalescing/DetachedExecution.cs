using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Coalescing;

/// <summary>Starts an exchange on the caller's thread, but without the caller's execution context.</summary>
/// <remarks>
/// A query below the limit of concurrent exchanges is therefore under way when the call returns: an application's test that advances its
/// own clock finds the timers of the attempt.
/// </remarks>
internal static class DetachedExecution
{
    private static readonly ExecutionContext Clean = Capture();

    public static void Start(GatewayExchange exchange)
    {
        // A custom task scheduler, unlike an execution context, cannot be removed from the current thread.
        if (TaskScheduler.Current == TaskScheduler.Default) ExecutionContext.Run(Clean, static state => Execute(state!), exchange);
        else ThreadPool.UnsafeQueueUserWorkItem(exchange, preferLocal: false);
    }

    private static void Execute(object exchange)
    {
        // ExecutionContext.Run restores the caller's synchronization context afterwards.
        if (SynchronizationContext.Current is not null) SynchronizationContext.SetSynchronizationContext(null);
        ((IThreadPoolWorkItem)exchange).Execute();
    }

    private static ExecutionContext Capture()
    {
        ExecutionContext? clean = null;
        var thread = new Thread(() => clean = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return clean!;
    }
}
