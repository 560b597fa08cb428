using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking.Delivery;
using PaymentStatusSdk.Tracking.Tests.Staging;

namespace PaymentStatusSdk.Tracking.Tests.Delivery;

public class HandlerSourceTests
{
    [Fact]
    public void Name_of_a_generic_handler_contains_no_version()
    {
        var name = HandlerSource.NameOf(typeof(Generic<Shop>));

        Assert.Contains(typeof(Shop).FullName!, name, StringComparison.Ordinal);
        Assert.DoesNotContain("Version", name, StringComparison.Ordinal);
        Assert.Equal(typeof(Shop).FullName, HandlerSource.NameOf(typeof(Shop)));
    }

    [Fact]
    public void Long_names_with_the_same_end_are_different()
    {
        var end = new string('x', 300);

        var (one, other) = (HandlerSource.Shorten("A" + end), HandlerSource.Shorten("B" + end));

        Assert.NotEqual(one, other);
        Assert.Equal((256, 256), (one.Length, other.Length));
        Assert.Equal(one, HandlerSource.Shorten("A" + end));
    }

    [Fact]
    public void Handler_in_the_container_that_is_transactional_as_well_is_refused()
    {
        var transactional = new TransactionalHandlerSource(typeof(Shop), HandlerSource.NameOf(typeof(Shop)), _ => null!);
        using var services = new ServiceCollection().AddSingleton<IStatusChangeHandler>(new Shop())
            .AddSingleton<IStatusChangeHandler>(new Ledger()).BuildServiceProvider();

        Assert.Throws<InvalidOperationException>(() => new DirectHandlerSource(0, [transactional]).Create(services, null));
        Assert.NotNull(new DirectHandlerSource(1, [transactional]).Create(services, null));
    }

    private sealed class Generic<T> : ITransactionalStatusChangeHandler
    {
        public Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken) =>
            Task.FromResult(default(T));
    }
}
