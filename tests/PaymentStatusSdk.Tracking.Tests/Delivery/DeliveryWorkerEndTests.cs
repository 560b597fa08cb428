using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Work;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Delivery;

/// <summary>Deliveries that end early, and handlers that hang, fail or are replaced.</summary>
public class DeliveryWorkerEndTests
{
    [Fact]
    public async Task Handler_that_fails_after_the_host_was_disposed_of_ends_the_delivery_and_is_no_failure()
    {
        await using var delivery = new DeliveryBench(
            tracking => tracking.AddStatusChangeHandler<Added>().AddStatusChangeHandler<DirectOne>());
        delivery.Add();
        delivery.Journal.OnHandle = (_, _) => throw new FormatException("No.");

        await delivery.Create(isHostGone: () => true).RunAsync(default);

        Assert.Equal(["Added"], delivery.Journal.Names);
        var commit = Assert.Single(delivery.Commits);
        Assert.Equal((DeliveryStatus.Pending, 2, null), (commit.Status, commit.Tries, commit.LastError));
        Assert.Empty(commit.CompletedHandlers);
        Assert.Empty(delivery.Bench.Logged);
        Assert.Equal(new TrackingRunResult(), delivery.Tally.ToResult());
    }

    [Fact]
    public async Task Stop_while_the_first_transaction_begins_makes_the_try_not_count()
    {
        await using var delivery = new DeliveryBench(tracking => tracking.AddTransactionalStatusChangeHandler<InTransactionOne>());
        using var stop = new CancellationTokenSource();
        delivery.Add(3);
        delivery.Bench.Store.Before = async method =>
        {
            if (method != "BeginDelivery") return;
            await stop.CancelAsync();
            throw new OperationCanceledException(stop.Token);
        };

        await delivery.Create().RunAsync(new StopTokens(stop.Token, default));

        Assert.Empty(delivery.Journal.Names);
        var commit = Assert.Single(delivery.Commits);
        Assert.Equal(
            (DeliveryStatus.Pending, 2, null, delivery.Bench.Now), (commit.Status, commit.Tries, commit.LastError, commit.NextTryAt));
    }

    [Fact]
    public async Task Handler_in_the_container_that_hangs_does_not_prevent_the_call_of_the_next_one()
    {
        await using var delivery = new DeliveryBench(tracking => tracking.Services
            .AddSingleton<IStatusChangeHandler, DirectOne>().AddSingleton<IStatusChangeHandler, DirectTwo>());
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hang = new TaskCompletionSource();
        delivery.Add();
        delivery.Journal.OnHandle = (name, _) =>
        {
            if (name != nameof(DirectOne)) return Task.CompletedTask;
            begun.SetResult();
            return hang.Task;
        };

        var running = delivery.Create().RunAsync(default);
        await begun.Task.WaitAsync(Ct);
        await delivery.Bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(30), Ct);
        await delivery.Bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(5), Ct);
        await running;

        Assert.Equal([nameof(DirectOne), nameof(DirectTwo)], delivery.Journal.Names);
        var commit = Assert.Single(delivery.Commits);
        Assert.Equal([DeliveryBench.NameOf<DirectTwo>()], commit.CompletedHandlers);
        Assert.Equal("System.TimeoutException", commit.LastError);
        hang.SetResult();
    }

    // A renamed handler would receive every change again.
    [Fact]
    public async Task Handler_that_another_type_replaces_keeps_the_name_under_which_it_was_added()
    {
        await using var delivery = new DeliveryBench(tracking => tracking.AddStatusChangeHandler<Added>()
            .Services.AddKeyedScoped<IStatusChangeHandler, DirectOne>(typeof(Added)));
        delivery.Add();

        await delivery.Create().RunAsync(default);

        Assert.Equal([nameof(DirectOne)], delivery.Journal.Names);
        Assert.Equal([DeliveryBench.NameOf<Added>()], Assert.Single(delivery.Commits).CompletedHandlers);
    }

    [Fact]
    public async Task Failure_of_a_handler_marks_its_activity_as_an_error()
    {
        const string Client = "cards of a failing handler";
        using var spans = new ActivityCollector(PaymentStatusTelemetry.Name);
        await using var delivery = new DeliveryBench(tracking => tracking.AddStatusChangeHandler<Added>());
        var claim = delivery.Add();
        var transaction = claim.Change.Transaction with { ClientName = Client };
        delivery.Bench.Store.DueChanges.Clear();
        delivery.Add(claim with { Change = claim.Change with { Transaction = transaction } });
        delivery.Journal.OnHandle = (_, _) => throw new FormatException("No.");

        await delivery.Create().RunAsync(default);

        var span = Assert.Single(spans.Having(PaymentStatusTelemetry.ClientTag, Client));
        Assert.Equal((TrackingTelemetry.DeliveryActivity, ActivityStatusCode.Error), (span.OperationName, span.Status));
        Assert.Equal("System.FormatException", span.GetTagItem(PaymentStatusTelemetry.ErrorTag));
    }
}
