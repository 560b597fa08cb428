using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>A host that is disposed without a stop, as by a failing test of a merchant, logs no error.</summary>
public abstract class HostDisposalTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    // Each combination of the moment and the way of the disposal, three times.
    private const int Hosts = 18;

    [Fact]
    public async Task Hosts_disposed_without_a_stop_log_no_error()
    {
        using var errors = new Errors();
        for (var number = 0; number < Hosts; number++)
        {
            await RunAsync(number, errors);
            Assert.Empty(errors.Lines);
        }
    }

    private async Task RunAsync(int number, Errors errors)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(errors).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<ITransactionStatusClientFactory>(new OneClient(PaymentState.Pending));
        Fixture.Use(builder.Services.AddPaymentTracking(options => options.PollInterval = TimeSpan.FromMilliseconds(100))
            .AddStatusChangeHandler<LoggingHandler>());
        var host = builder.Build();
        var worker = Assert.Single(host.Services.GetServices<IHostedService>().OfType<BackgroundService>());
        await host.StartAsync(Ct);
        var calls = Enumerable.Range(0, 3).Select(index => Task.Run(() => CallAsync(host.Services, $"{number}-{index}"))).ToArray();
        // Some are disposed immediately, some during work: the time differs from host to host.
        if (number % 3 == 1) await calls[0].WaitAsync(Ct);
        if (number % 3 == 2) await Task.WhenAll(calls).WaitAsync(Ct);

        if (number % 2 == 0) host.Dispose();
        else await ((IAsyncDisposable)host).DisposeAsync();

        await Task.WhenAll(calls).WaitAsync(Ct);
        if (worker.ExecuteTask is { } working) await Task.WhenAny(working).WaitAsync(Ct);
    }

    /// <summary>
    /// Simulates concurrent web requests, which track transactions and deliver notifications and callbacks. They may fail.
    /// </summary>
    private async Task CallAsync(IServiceProvider services, string id)
    {
        try
        {
            var router = services.GetRequiredService<ICallbackRouter>();
            var mailbox = await router.OpenAsync(id, Minute, Ct);
            await using var closing = mailbox;
            await services.GetRequiredService<ITransactionTracker>().TrackAsync(
                "cards", TransactionQuery.ByMerchantReference(id), null, Ct);
            foreach (var handler in services.GetServices<IStatusNotificationHandler>())
                await handler.HandleAsync(new StatusNotification { ClientName = "cards", Message = "850", MerchantReference = id }, Ct);
            await router.DeliverAsync(id, new byte[] { 1 }, Ct);
            await mailbox.ReceiveAsync(Ct);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or TrackingStoreException)
        {
        }
    }

    /// <summary>Collects the errors that a host logs.</summary>
    private sealed class Errors : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // Messages of all levels are formatted, because a message that cannot be formatted is an error as well.
            var line = $"{eventId}: {formatter(state, exception)} {exception}";
            if (logLevel >= LogLevel.Error) Lines.Enqueue(line);
        }

        public void Dispose()
        {
        }
    }

    private sealed class LoggingHandler(ILogger<LoggingHandler> logger) : IStatusChangeHandler
    {
        public Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
        {
#pragma warning disable CA1848 // A single line of a test.
            logger.LogInformation("Taken.");
#pragma warning restore CA1848
            return Task.CompletedTask;
        }
    }
}
