using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Delivery;

public sealed class TransactionalDeliveryTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public TransactionalDeliveryTests() => _stage.Client.Answer(Testing.ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task Store_that_cannot_begin_the_transaction_costs_a_try_only_if_it_never_could(bool isTransient, int attempt)
    {
        var handler = new Recorder();
        var worker = await _stage.StartAsync(
            services => services.AddScripted(_stage.Client).AddSingleton(handler).AddPaymentTracking()
                .AddTransactionalStatusChangeHandler(typeof(Recorder), provider => provider.GetRequiredService<Recorder>()),
            options => (options.DeliveryRetries, options.MaxDeliveryTries) = (new PollingSchedule(TimeSpan.FromSeconds(10)), 3),
            1, _stage.Shop);
        var failures = isTransient ? 5 : 1;
        worker.Store.Before = method => method == "BeginDelivery" && failures-- > 0
            ? throw new TrackingStoreException("No.", isTransient)
            : Task.CompletedTask;
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), cancellationToken: Ct);

        await _stage.AdvanceUntilAsync(() => handler.Attempts.Count == 1);

        Assert.Equal(attempt, handler.Attempts[0]);
        Assert.Equal(isTransient ? 5 : 0, worker.Logs.Lines.Count(line => line.EventId.Id == 1325));
        // The other handler had completed the change before.
        Assert.Single(_stage.Shop.Called);
        var change = Assert.Single((await worker.Tracker.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
        Assert.Equal((DeliveryStatus.Delivered, attempt), (change.Status, change.Tries));
    }

    private sealed class Recorder : ITransactionalStatusChangeHandler
    {
        public List<int> Attempts { get; } = [];

        public Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken)
        {
            Attempts.Add(change.Attempt);
            return Task.CompletedTask;
        }
    }
}
