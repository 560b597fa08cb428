using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking.Delivery;
using PaymentStatusSdk.Tracking.Tests.Staging;

namespace PaymentStatusSdk.Tracking.Tests.Delivery;

public class HandlerListTests
{
    [Fact]
    public async Task List_without_handlers_is_empty()
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var list = new HandlerList(services);

        Assert.True(list.IsEmpty);
        Assert.Empty(list.Added);
        Assert.Empty(list.Transactional);
        Assert.Null(list.DirectAt(0));
    }

    [Fact]
    public void Container_without_information_about_its_services_may_have_handlers()
    {
        var list = new HandlerList(new OnlyShop());

        Assert.False(list.IsEmpty);
        Assert.Equal(typeof(Shop), list.DirectAt(0)!.Create(new OnlyShop(), null)!.Type);
        Assert.Null(list.DirectAt(1)!.Create(new OnlyShop(), null));
    }

    [Fact]
    public async Task Handlers_are_listed_by_the_way_they_were_added()
    {
        var services = new ServiceCollection();
        services.AddSingleton(new Journal());
        services.AddPaymentTracking().AddStatusChangeHandler<Added>().AddTransactionalStatusChangeHandler<InTransactionOne>()
            .AddTransactionalStatusChangeHandler<InTransactionTwo>(_ => null!);
        await using var provider = services.BuildServiceProvider();
        var list = new HandlerList(provider);

        Assert.False(list.IsEmpty);
        Assert.Null(list.DirectAt(0));
        // A handler in another database needs no transaction of the store.
        Assert.Equal([typeof(Added), typeof(InTransactionTwo)], list.Added.Select(source => source.Type));
        Assert.Equal([typeof(InTransactionOne)], list.Transactional.Select(source => source.Type));
        Assert.Equal(
            [DeliveryBench.NameOf<Added>(), DeliveryBench.NameOf<InTransactionTwo>()], list.Added.Select(source => source.Name));
        Assert.Equal(DeliveryBench.NameOf<InTransactionOne>(), list.Transactional.Single().Name);
        await using var scope = provider.CreateAsyncScope();
        Assert.Equal(
            [typeof(Added), typeof(InTransactionTwo)], list.Added.Select(source => source.Create(scope.ServiceProvider, null)!.Type));
        Assert.Equal(typeof(InTransactionOne), list.Transactional.Single().Create(scope.ServiceProvider, null)!.Type);
    }

    [Fact]
    public async Task Direct_handler_has_its_name_and_its_type_only_when_it_is_created()
    {
        await using var services = new ServiceCollection().AddSingleton<IStatusChangeHandler>(new Shop()).BuildServiceProvider();
        var source = new HandlerList(services).DirectAt(0)!;

        Assert.Equal((typeof(IStatusChangeHandler), null, false), (source.Type, source.Name, source.IsTransactional));
        Assert.Equal(typeof(Shop), source.Create(services, null)!.Type);
    }

    // The names are keys in the store, so their form must not change: a hash of 32 characters, and the end of the name.
    [Fact]
    public void Only_names_longer_than_256_characters_are_shortened()
    {
        var longest = new string('x', 256);

        Assert.Equal(longest, HandlerSource.Shorten(longest));
        var shortened = HandlerSource.Shorten("A" + longest);
        Assert.Equal(256, shortened.Length);
        Assert.Equal(new string('x', 224), shortened[32..]);
        Assert.All(shortened[..32], letter => Assert.True(char.IsAsciiHexDigitUpper(letter)));
        Assert.Equal(
            shortened, new TransactionalHandlerSource(typeof(Shop), "A" + longest, _ => null!).Name);
    }

    private sealed class OnlyShop : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(IEnumerable<HandlerSource>) ? Array.Empty<HandlerSource>()
            : serviceType == typeof(IEnumerable<IStatusChangeHandler>) ? new IStatusChangeHandler[] { new Shop() }
            : null;
    }
}
