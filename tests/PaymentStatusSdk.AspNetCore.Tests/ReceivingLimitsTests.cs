using System.Net.Sockets;
using System.Text;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.AspNetCore.Tests;

/// <summary>The time and memory that unverified senders can use.</summary>
public sealed class ReceivingLimitsTests
{
    private const int Cap = 256 * 1024;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_without_a_first_byte_is_abandoned_at_its_limit()
    {
        var clock = new ManualTimeProvider();
        await using var host = await MerchantHost.StartAsync(clock: clock);
        using var sender = await SendAsync(host, announced: 100, sent: 0);

        await clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(5), Ct);

        Assert.Equal("HTTP/1.1 408 Request Timeout", await sender.ReadStatusAsync());
        Assert.Equal(["ppro Refused"], host.Counted());
    }

    [Fact]
    public async Task Message_with_an_endless_body_is_abandoned_at_its_limit()
    {
        var clock = new ManualTimeProvider();
        await using var host = await MerchantHost.StartAsync(clock: clock, configure: o => o.BodyTimeLimit = TimeSpan.FromSeconds(8));
        using var sender = await SendAsync(host, announced: 100, sent: 1);

        await clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(8), Ct);

        Assert.Equal("HTTP/1.1 408 Request Timeout", await sender.ReadStatusAsync());
    }

    [Fact]
    public async Task Handlers_have_the_full_time_limit_with_any_limits_of_the_body()
    {
        var clock = new ManualTimeProvider();
        await using var host = await MerchantHost.StartAsync(clock: clock, configure: o =>
            (o.FirstByteTimeLimit, o.BodyTimeLimit) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
        var (entered, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        host.Handler.Before = (_, _) =>
        {
            entered.SetResult();
            return leave.Task;
        };

        var sending = host.SendAsync("ppro", Messages.Form(Messages.Ppro()));
        await entered.Task.WaitAsync(Ct);
        clock.Advance(TimeSpan.FromSeconds(19));
        leave.SetResult();

        Assert.Equal((200, "RECEIVED OK"), await sending);
    }

    [Fact]
    public async Task Messages_over_the_memory_limit_for_unverified_senders_are_postponed_until_memory_is_free()
    {
        var clock = new ManualTimeProvider();
        await using var host = await MerchantHost.StartAsync(clock: clock, configure: o => o.MaxReceivingBytes = 4 * Cap);
        var senders = new List<Sender>();
        // Each counts as 2 KiB, regardless of its announced length, in the half that admits messages.
        for (var i = 0; i < 2 * Cap / 2_048; i++) senders.Add(await SendAsync(host, announced: Cap, sent: 1));
        // The timer of a message starts with its headers, before the message is counted, and again with its first byte.
        while (clock.StartedTimers < 2 * senders.Count) await Task.Yield();

        using var postponed = await host.PostAsync("ppro", Messages.Form(Messages.Ppro()));

        Assert.Equal(503, (int)postponed.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), postponed.Headers.RetryAfter?.Delta);
        Assert.Equal(["ppro Postponed"], host.Counted());
        Assert.Single(host.Log.Lines, line => line.EventId.Id == 1220);
        Assert.Equal(0, host.Handler.Calls);

        clock.Advance(TimeSpan.FromSeconds(10));
        foreach (var sender in senders)
        {
            Assert.Equal("HTTP/1.1 408 Request Timeout", await sender.ReadStatusAsync());
            sender.Dispose();
        }

        Assert.Equal((200, "RECEIVED OK"), await host.SendAsync("ppro", Messages.Form(Messages.Ppro())));
    }

    [Theory]
    [InlineData(0)]
    [InlineData((4 * Cap) - 1)]
    [InlineData((1024L * 1024 * 1024) + 1)]
    public async Task Memory_out_of_range_stops_the_host(long bytes) => await Assert.ThrowsAsync<ArgumentException>(
        () => MerchantHost.StartAsync(configure: o => o.MaxReceivingBytes = bytes));

    [Theory]
    [InlineData(0)]
    [InlineData(301)]
    public async Task Time_out_of_range_stops_the_host(int seconds)
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => MerchantHost.StartAsync(configure: o => o.FirstByteTimeLimit = TimeSpan.FromSeconds(seconds)));
        await Assert.ThrowsAsync<ArgumentException>(
            () => MerchantHost.StartAsync(configure: o => o.BodyTimeLimit = TimeSpan.FromSeconds(seconds)));
    }

    private static async Task<Sender> SendAsync(MerchantHost host, int announced, int sent)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", host.Url.Port, Ct);
        var head = $"POST /payment-status/ppro HTTP/1.1\r\nHost: x\r\nContent-Length: {announced}\r\n\r\n{new string('t', sent)}";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), Ct);
        return new Sender(client);
    }

    private sealed class Sender(TcpClient client) : IDisposable
    {
        public async Task<string?> ReadStatusAsync()
        {
            using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
            return await reader.ReadLineAsync(Ct);
        }

        public void Dispose() => client.Dispose();
    }
}
