using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Tests.Callbacks;

public sealed class InMemoryCallbackRouterLimitTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryCallbackRouter _router;

    public InMemoryCallbackRouterLimitTests() => _router = new InMemoryCallbackRouter(_clock);

    [Fact]
    public async Task Canceled_caller_opens_no_mailbox()
    {
        var canceled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _router.OpenAsync("a", Lifetime, canceled));

        Assert.Equal(0, _router.OpenMailboxes);
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public async Task Canceled_delivery_stores_no_message()
    {
        var canceled = new CancellationToken(canceled: true);
        await using var mailbox = await _router.OpenAsync("a", Lifetime, TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _router.DeliverAsync("a", new byte[] { 1 }, canceled));

        Assert.Equal(CallbackDelivery.Delivered, await DeliverAsync("a"));
    }

    [Fact]
    public async Task Mailbox_that_was_never_opened_expired_or_is_closed_is_not_open()
    {
        Assert.Equal(CallbackDelivery.NotOpen, await DeliverAsync("a"));

        var expired = await _router.OpenAsync("a", Lifetime, TestContext.Current.CancellationToken);
        _clock.Advance(Lifetime);
        Assert.Equal(CallbackDelivery.NotOpen, await DeliverAsync("a"));

        await using var closed = await _router.OpenAsync("a", Lifetime, TestContext.Current.CancellationToken);
        await expired.DisposeAsync();
        Assert.Equal(CallbackDelivery.Delivered, await DeliverAsync("a"));
        await closed.DisposeAsync();
        Assert.Equal(CallbackDelivery.NotOpen, await DeliverAsync("a"));
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public async Task Mailbox_is_opened_for_a_duration_that_no_timer_supports()
    {
        var ct = TestContext.Current.CancellationToken;
        var router = new InMemoryCallbackRouter(TimeProvider.System);
        await using var mailbox = await router.OpenAsync("a", TimeSpan.MaxValue, ct);

        Assert.Equal(CallbackDelivery.Delivered, await router.DeliverAsync("a", new byte[] { 1 }, ct));

        await mailbox.DisposeAsync();
        Assert.Equal(0, router.OpenMailboxes);
    }

    private ValueTask<CallbackDelivery> DeliverAsync(string id) =>
        _router.DeliverAsync(id, new byte[] { 1 }, TestContext.Current.CancellationToken);
}
