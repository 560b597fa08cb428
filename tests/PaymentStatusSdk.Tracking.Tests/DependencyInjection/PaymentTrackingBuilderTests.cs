using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking.Delivery;
using PaymentStatusSdk.Tracking.Tests.Checks;

namespace PaymentStatusSdk.Tracking.Tests.DependencyInjection;

public class PaymentTrackingBuilderTests
{
    private readonly ServiceCollection _services = new();
    private readonly PaymentTrackingBuilder _tracking;

    public PaymentTrackingBuilderTests() => _tracking = _services.AddPaymentTracking();

    [Fact]
    public async Task Handler_is_added_once_and_created_in_each_scope()
    {
        Assert.Same(_services, _tracking.Services);
        Assert.Same(
            _tracking, _tracking.AddStatusChangeHandler<First>().AddStatusChangeHandler<Second>().AddStatusChangeHandler<First>());
        await using var provider = _services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        await using var other = provider.CreateAsyncScope();

        Assert.Equal(
            [("AddedHandlerSource`1", typeof(First), $"{typeof(First)}"), ("AddedHandlerSource`1", typeof(Second), $"{typeof(Second)}")],
            Sources(provider).Select(source => (source.GetType().Name, source.Type, source.Name!)));
        Assert.All(Sources(provider), source =>
        {
            Assert.False(source.IsTransactional);
            Assert.Equal(source.Type, source.Create(scope.ServiceProvider, null)?.Type);
        });
        var handler = scope.ServiceProvider.GetRequiredKeyedService<IStatusChangeHandler>(typeof(First));
        Assert.IsType<First>(handler);
        Assert.Same(handler, scope.ServiceProvider.GetRequiredKeyedService<IStatusChangeHandler>(typeof(First)));
        Assert.NotSame(handler, other.ServiceProvider.GetRequiredKeyedService<IStatusChangeHandler>(typeof(First)));
        // A handler is no service of its own: creating all handlers together would let one delay the others.
        Assert.Empty(provider.GetServices<IStatusChangeHandler>());
    }

    [Fact]
    public async Task Transactional_handler_is_added_once_for_each_kind_of_transaction()
    {
        for (var i = 0; i < 2; i++)
        {
            Assert.Same(_tracking, _tracking.AddTransactionalStatusChangeHandler<Third>());
            Assert.Same(_tracking, _tracking.AddTransactionalStatusChangeHandler<Fourth>());
            Assert.Same(_tracking, _tracking.AddTransactionalStatusChangeHandler<Third>(_ => throw new NotSupportedException("No.")));
        }

        await using var provider = _services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();

        Assert.Equal(
            [
                ("TransactionalHandlerSource", typeof(Third), $"{typeof(Third)}", true),
                ("TransactionalHandlerSource", typeof(Fourth), $"{typeof(Fourth)}", true),
                ("InboxHandlerSource", typeof(Third), $"{typeof(Third)}", false),
            ],
            Sources(provider).Select(source => (source.GetType().Name, source.Type, source.Name!, source.IsTransactional)));
        Assert.All(
            Sources(provider), source => Assert.Equal(source.Type, source.Create(scope.ServiceProvider, null)?.Type));
    }

    [Fact]
    public async Task Transactional_handler_of_a_factory_is_added_once_and_called()
    {
        List<StatusChange> handled = [];
        for (var i = 0; i < 2; i++)
            Assert.Same(_tracking, _tracking.AddTransactionalStatusChangeHandler(typeof(First), _ => new Recording(handled)));
        await using var provider = _services.BuildServiceProvider();
        var change = new StatusChange { Id = Guid.Empty, Sequence = 1, Transaction = new TrackedPayment().Row };

        var source = Assert.Single(Sources(provider));
        await source.Create(provider, null)!.HandleAsync(change, TestContext.Current.CancellationToken);

        Assert.Equal((typeof(First), $"{typeof(First)}", true), (source.Type, source.Name, source.IsTransactional));
        Assert.Same(change, Assert.Single(handled));
    }

    private static List<HandlerSource> Sources(ServiceProvider provider) => [.. provider.GetServices<HandlerSource>()];

    private class Plain : IStatusChangeHandler
    {
        public Task HandleAsync(StatusChange change, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class First : Plain;

    private sealed class Second : Plain;

    private class Transactional : ITransactionalStatusChangeHandler
    {
        public Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Third : Transactional;

    private sealed class Fourth : Transactional;

    private sealed class Recording(List<StatusChange> handled) : ITransactionalStatusChangeHandler
    {
        public Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken)
        {
            handled.Add(change);
            return Task.CompletedTask;
        }
    }
}
