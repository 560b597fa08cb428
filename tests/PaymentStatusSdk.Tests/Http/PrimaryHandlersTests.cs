using PaymentStatusSdk.Http;
using PaymentStatusSdk.Tests.Wire;

namespace PaymentStatusSdk.Tests.Http;

public sealed class PrimaryHandlersTests
{
    private static readonly HandlerFailures Failures = new([]);

    [Fact]
    public void Sender_is_the_handler_below_all_wrappers()
    {
        var sender = new AnsweringHandler(_ => new HttpResponseMessage());
        var inner = new RecordingHandler([], "inner") { InnerHandler = sender };
        var outer = new RecordingHandler([], "outer") { InnerHandler = inner };
        var alone = new RecordingHandler([], "alone");

        Assert.Equal<DelegatingHandler>([outer, inner], PrimaryHandlers.WrappersOf(outer));
        Assert.Same(sender, PrimaryHandlers.SenderOf(outer));
        Assert.Same(sender, PrimaryHandlers.SenderOf(sender));
        Assert.Same(alone, PrimaryHandlers.SenderOf(alone));
    }

    [Fact]
    public void Guard_is_inserted_once_directly_above_the_sender()
    {
        var sender = new AnsweringHandler(_ => new HttpResponseMessage());
        var wrapper = new RecordingHandler([], "wrapper") { InnerHandler = sender };

        Assert.False(PrimaryHandlers.TryGuardBelow(PrimaryHandlers.WrappersOf(sender), Failures));
        Assert.True(PrimaryHandlers.TryGuardBelow(PrimaryHandlers.WrappersOf(wrapper), Failures));
        var guard = Assert.IsType<WireGuard>(wrapper.InnerHandler);
        Assert.Same(sender, guard.InnerHandler);

        Assert.True(PrimaryHandlers.TryGuardBelow(PrimaryHandlers.WrappersOf(wrapper), Failures));
        Assert.Same(guard, wrapper.InnerHandler);
        Assert.Same(sender, guard.InnerHandler);
    }

    [Fact]
    public async Task Wrapper_that_is_in_use_without_a_guard_cannot_be_guarded()
    {
        var sender = new AnsweringHandler(_ => new HttpResponseMessage());
        var wrapper = new RecordingHandler([], "wrapper") { InnerHandler = sender };
        using var invoker = new HttpMessageInvoker(wrapper, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://gateway.example/");
        using var response = await invoker.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.False(PrimaryHandlers.TryGuardBelow([wrapper], Failures));
        Assert.Same(sender, wrapper.InnerHandler);
    }
}
