using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PaymentStatusSdk.AspNetCore.Tests;

/// <summary>Delivery to the merchant's handlers over real HTTP.</summary>
public sealed class HandlerTests
{
    private readonly CollectingHandler _second = new();

    [Fact]
    public async Task Failing_handler_is_called_again_and_the_others_are_not()
    {
        await using var host = await StartAsync();
        host.Handler.Before = (_, _) => throw new InvalidOperationException("the database is down");

        var failed = await host.SendAsync("ppro", Messages.Form(Messages.Ppro()));
        host.Handler.Before = null;
        var again = await host.SendAsync("ppro", Messages.Form(Messages.Ppro()));
        var replay = await host.SendAsync("ppro", Messages.Form(Messages.Ppro()));

        Assert.Equal((500, ""), failed);
        Assert.Equal([(200, "RECEIVED OK"), (200, "RECEIVED OK")], [again, replay]);
        Assert.Equal((2, 1), (host.Handler.Calls, host.Handler.Handled));
        Assert.Equal((1, 1), (_second.Calls, _second.Handled));
        Assert.Equal(["ppro Failed", "ppro Handled", "ppro Duplicate"], host.Counted());
    }

    [Fact]
    public async Task Hanging_handler_does_not_delay_others()
    {
        await using var host = await StartAsync();
        var hanging = new TaskCompletionSource();
        host.Handler.Before = (_, _) => hanging.Task;

        var sending = host.SendAsync("ppro", Messages.Form(Messages.Ppro()));
        await _second.NextAsync();
        hanging.SetResult();

        Assert.Equal(200, (await sending).Status);
    }

    [Fact]
    public async Task Concurrent_repeat_of_a_message_is_delivered_once()
    {
        await using var host = await StartAsync();
        var working = new TaskCompletionSource();
        host.Handler.Before = (_, _) => working.Task;

        var first = host.SendAsync("ppro", Messages.Form(Messages.Ppro()));
        await _second.NextAsync();
        var second = host.SendAsync("ppro", Messages.Form(Messages.Ppro()));
        working.SetResult();

        Assert.Equal([200, 200], (await Task.WhenAll(first, second)).Select(reply => reply.Status));
        Assert.Equal(1, host.Handler.Calls);
        Assert.Equal(["ppro Duplicate", "ppro Handled"], host.Counted().Order());
    }

    [Fact]
    public async Task Scoped_handlers_get_separate_scopes()
    {
        await using var host = await MerchantHost.StartAsync(builder =>
        {
            builder.Services.AddScoped<Unit>();
            builder.Services.AddScoped<IStatusNotificationHandler, FirstScoped>();
            builder.Services.AddScoped<IStatusNotificationHandler, SecondScoped>();
            builder.Services.AddSingleton(new List<Unit>());
        });

        Assert.Equal(200, (await host.SendAsync("ppro", Messages.Form(Messages.Ppro()))).Status);

        var units = host.Services.GetRequiredService<List<Unit>>();
        Assert.Equal(2, units.Distinct().Count());
        Assert.All(units, unit => Assert.True(unit.IsDisposed));
    }

    [Fact]
    public async Task Messages_without_a_handler_are_acknowledged_and_ignored_with_one_warning()
    {
        await using var host = await MerchantHost.StartAsync(builder => builder.Services.RemoveAll<IStatusNotificationHandler>());

        await host.SendAsync("ppro", Messages.Form(Messages.Ppro()));
        var reply = await host.SendAsync("ppro", Messages.Form(Messages.Ppro()));

        Assert.Equal((200, "RECEIVED OK"), reply);
        Assert.Equal(["ppro Ignored", "ppro Ignored"], host.Counted());
        Assert.Single(host.Log.Lines, line => line.EventId.Id == 1206);
    }

    private Task<MerchantHost> StartAsync() =>
        MerchantHost.StartAsync(builder => builder.Services.AddSingleton<IStatusNotificationHandler>(_second));

    private sealed class Unit : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class FirstScoped(Unit unit, List<Unit> units) : IStatusNotificationHandler
    {
        public Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
        {
            lock (units) units.Add(unit);
            return Task.CompletedTask;
        }
    }

    private sealed class SecondScoped(Unit unit, List<Unit> units) : IStatusNotificationHandler
    {
        public Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
        {
            lock (units) units.Add(unit);
            return Task.CompletedTask;
        }
    }
}
