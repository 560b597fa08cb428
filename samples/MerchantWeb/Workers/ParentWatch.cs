namespace PaymentStatusSdk.Samples.MerchantWeb.Workers;

/// <summary>Stops a worker when the shop ends, also when the shop is killed: the operating system closes the worker's standard
/// input then.</summary>
internal sealed class ParentWatch(IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A thread of its own, because reading the standard input blocks.
        new Thread(WaitForEnd) { IsBackground = true, Name = nameof(ParentWatch) }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void WaitForEnd()
    {
        while (Console.In.Read() >= 0)
        {
            // The shop writes nothing.
        }

        lifetime.StopApplication();
    }
}
