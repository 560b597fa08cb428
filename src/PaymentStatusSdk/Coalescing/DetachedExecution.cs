namespace PaymentStatusSdk.Adapters;

/// <summary>Runs what belongs to an exchange on a caller's thread, which saves a hop, but with nothing of the caller's.</summary>
internal static class DetachedExecution
{
    private static readonly ExecutionContext Clean = Capture();

    public static void Start(GatewayExchange exchange)
    {
        // A scheduler cannot be taken off a thread as a context can.
        if (TaskScheduler.Current == TaskScheduler.Default) ExecutionContext.Run(Clean, static state => Execute(state!), exchange);
        else ThreadPool.UnsafeQueueUserWorkItem(exchange, preferLocal: false);
    }

    public static void Abandon(GatewayExchange exchange) =>
        ExecutionContext.Run(Clean, static state => ((GatewayExchange)state!).Abandon(), exchange);

    private static void Execute(object exchange)
    {
        // The run under another execution context gives the caller his own back.
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
