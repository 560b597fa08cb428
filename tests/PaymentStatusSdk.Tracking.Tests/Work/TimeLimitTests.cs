using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>Merchant code that never returns delays a payment no longer than its time limit, and is reported.</summary>
public sealed class TimeLimitTests : IAsyncDisposable
{
    private static readonly TimeSpan HandlerLimit = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan CheckLimit = TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(5);

    private readonly Stage _stage = new();
    private readonly Plan _plan = new();

    public TimeLimitTests() => _stage.Client.Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);

    public async ValueTask DisposeAsync()
    {
        _plan.Go.TrySetResult();
        await _stage.DisposeAsync();
    }

    [Theory]
    [InlineData("create")]
    [InlineData("handle")]
    [InlineData("dispose")]
    public async Task Handler_that_hangs_anywhere_is_abandoned_reported_and_retried(string place)
    {
        var worker = await StartAsync();
        _plan.HangsIn = place;
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);
        await _stage.PollUntilAsync(() => _plan.Hung == 1);
        _plan.HangsIn = null;

        _stage.Time.Advance(HandlerLimit);
        // The other handlers have received the change, and the try has failed.
        await UntilAsync(() => worker.Logs.Lines.Any(line => line.EventId.Id == 1319), "it is abandoned");
        await UntilAsync(() => _stage.Shop.Handled.Count == 1 && worker.IsIdle, "the other handlers are called");
        Assert.Equal((HealthStatus.Degraded, 1), await AbandonedAsync(worker));
        await _stage.AdvanceUntilAsync(() => _plan.Handled == (place == "dispose" ? 2 : 1));

        var change = Assert.Single((await worker.Tracker.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
        Assert.Equal((DeliveryStatus.Delivered, 2), (change.Status, change.Tries));
        Assert.Single(worker.Metrics.Of("payment_status.tracking.overruns"));
        Assert.Single(_stage.Shop.Called);
        Assert.Contains(nameof(Planned), worker.Logs.Lines.Single(line => line.EventId.Id == 1319).Message, StringComparison.Ordinal);
        _plan.Go.TrySetResult();
        await _stage.PollUntilAsync(() => AbandonedAsync(worker).GetAwaiter().GetResult() == (HealthStatus.Healthy, 0));
        worker.Metrics.Observe();
        Assert.All(worker.Metrics.Of("payment_status.tracking.abandoned"), one => Assert.Equal(0, one.Value));
    }

    [Fact]
    public async Task Handler_that_cannot_be_created_delays_no_other()
    {
        var worker = await StartAsync(services => services.AddPaymentTracking().AddStatusChangeHandler<Broken>());
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);

        await _stage.AdvanceUntilAsync(() => _plan.Handled == 1 && _stage.Shop.Handled.Count == 1 && _stage.Ledger.Handled.Count == 1);
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(1));

        var change = Assert.Single((await worker.Tracker.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
        Assert.Equal((DeliveryStatus.Pending, typeof(NotSupportedException).FullName), (change.Status, change.LastError));
        Assert.Equal((1, 1, 1), (_plan.Handled, _stage.Shop.Called.Count, _stage.Ledger.Called.Count));
        Assert.All(worker.Logs.Lines.Where(line => line.EventId.Id == 1310), line =>
            Assert.Contains(nameof(Broken), line.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hanging_handlers_are_limited_in_number_and_deliveries_resume_when_they_return()
    {
        const int MaxConcurrent = 16;
        const int Rows = 40;
        var worker = await StartAsync(tune: options => options.DeliveryRetries = new PollingSchedule(TimeSpan.FromHours(1)));
        _plan.HangsIn = "handle";
        for (var i = 0; i < Rows; i++) await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference($"O{i}"), null, Ct);
        await _stage.PollUntilAsync(() => _plan.Hung == MaxConcurrent);

        _stage.Time.Advance(HandlerLimit);
        await _stage.PollUntilAsync(() => worker.Logs.Lines.Any(line => line.EventId.Id == 1321));
        // The handlers that started while others were abandoned.
        _stage.Time.Advance(HandlerLimit);
        // Poll by poll: such a handler may start only now.
        await _stage.PollUntilAsync(() => worker.IsIdle && worker.Logs.Lines.Count(line => line.EventId.Id == 1319) == _plan.Hung);
        var hung = _plan.Hung;
        var measured = worker.Store.CallsOf("Measure");
        await _stage.PollUntilAsync(() => worker.Store.CallsOf("Measure") > measured && worker.IsIdle);

        Assert.InRange(hung, MaxConcurrent, 2 * MaxConcurrent);
        Assert.Equal(hung, _plan.Hung);
        Assert.Equal((HealthStatus.Degraded, hung), await AbandonedAsync(worker));
        Assert.Equal(Rows - hung, (await worker.Tracker.ListChangesAsync(new StatusChangeFilter(), Ct)).Items.Count(one => one.Tries == 0));

        _plan.HangsIn = null;
        _plan.Go.SetResult();
        await _stage.PollUntilAsync(() => _plan.Handled == Rows && AbandonedAsync(worker).GetAwaiter().GetResult().Count == 0);
    }

    [Fact]
    public async Task Check_with_a_hanging_decorator_is_abandoned_and_its_late_answer_dropped()
    {
        _stage.Client.Answer("O1", PaymentState.Declined, PaymentState.Captured);
        var late = new LateClient(_stage.Client);
        // The clock moves past the limit at once: a shorter lease could expire before its renewal.
        var worker = await _stage.StartAsync(
            services => services.AddClients(late), options => options.Lease = TimeSpan.FromHours(1), 1, _stage.Shop);
        var row = await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);
        await _stage.PollUntilAsync(() => late.Answered == 1);

        _stage.Time.Advance(CheckLimit);
        await UntilAsync(() => worker.Logs.Lines.Any(line => line.EventId.Id == 1320) && worker.Store.HeldChecks == 0, "it is abandoned");

        var missed = (await worker.Tracker.GetAsync(row.Id, Ct))!;
        Assert.Equal((1, TransactionStatusErrorKind.Timeout, 1), (missed.CheckCount, missed.LastFailure, missed.Progress.Failures));
        Assert.Equal((HealthStatus.Degraded, 1), await AbandonedAsync(worker));
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
        late.Go.SetResult();
        await _stage.PollUntilAsync(() => AbandonedAsync(worker).GetAwaiter().GetResult().Count == 0);
        await _stage.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal(PaymentState.Captured, Assert.Single(_stage.Shop.Called).Transaction.Belief!.State);
        Assert.Equal([PaymentState.Captured], (await worker.Tracker.GetAsync(row.Id, Ct))!.Belief!.Facts);
        Assert.Contains(nameof(LateClient), worker.Logs.Lines.Single(line => line.EventId.Id == 1320).Message, StringComparison.Ordinal);
    }

    private Task<Worker> StartAsync(Action<IServiceCollection>? add = null, Action<TrackingOptions>? tune = null) => _stage.StartAsync(
        services =>
        {
            services.AddScripted(_stage.Client).AddSingleton(_plan);
            add?.Invoke(services);
            services.AddPaymentTracking().AddStatusChangeHandler<Planned>();
        },
        tune,
        1,
        _stage.Shop,
        _stage.Ledger);

    private static async Task<(HealthStatus Status, int Count)> AbandonedAsync(Worker worker)
    {
        var entry =
            (await worker.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct)).Entries["payment_status:tracking"];
        return (entry.Status, (int)entry.Data["abandoned"]);
    }

    /// <summary>Controls <see cref="Planned"/>.</summary>
    private sealed class Plan
    {
        private int _hung;
        private int _handled;

        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string? HangsIn { get; set; }

        public int Hung => Volatile.Read(ref _hung);

        public int Handled => Volatile.Read(ref _handled);

        public void Handle() => Interlocked.Increment(ref _handled);

        public Task MaybeHang(string place)
        {
            if (HangsIn != place) return Task.CompletedTask;
            Interlocked.Increment(ref _hung);
            return Go.Task;
        }
    }

    private sealed class Planned : IStatusChangeHandler, IAsyncDisposable
    {
        private readonly Plan _plan;

        public Planned(Plan plan)
        {
            _plan = plan;
            plan.MaybeHang("create").GetAwaiter().GetResult();
        }

        public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
        {
            await _plan.MaybeHang("handle");
            _plan.Handle();
        }

        public async ValueTask DisposeAsync() => await _plan.MaybeHang("dispose");
    }

    private sealed class Broken : IStatusChangeHandler
    {
        public Broken() => throw new NotSupportedException("No.");

        public Task HandleAsync(StatusChange change, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Holds back its first answer.</summary>
    private sealed class LateClient(ITransactionStatusClient inner) : DelegatingTransactionStatusClient(inner)
    {
        private int _answered;

        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Answered => Volatile.Read(ref _answered);

        public override async Task<TransactionStatusResult> GetStatusAsync(
            TransactionQuery query, CancellationToken cancellationToken = default)
        {
            var result = await base.GetStatusAsync(query, cancellationToken);
            if (Interlocked.Increment(ref _answered) == 1) await Go.Task;
            return result;
        }
    }
}
