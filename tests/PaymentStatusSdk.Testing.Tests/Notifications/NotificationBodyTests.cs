using System.Text;
using PaymentStatusSdk.Simulators.Notifications;

namespace PaymentStatusSdk.Testing.Tests.Notifications;

/// <summary>The body of a notification, without a merchant.</summary>
public sealed class NotificationBodyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_is_reported_before_the_body_is_sent()
    {
        using var target = new MemoryStream();
        var lengths = new List<long>();
        using var content = new NotificationContent(Message() with { Sending = () => lengths.Add(target.Length) });

        await content.CopyToAsync(target, Ct);

        Assert.Equal([0L], lengths);
        Assert.Equal("abcde", Encoding.ASCII.GetString(target.ToArray()));
        Assert.Equal(5, content.Headers.ContentLength);
    }

    [Fact]
    public async Task Interrupted_body_ends_after_its_half()
    {
        using var target = new BufferedStream(new MemoryStream(), 1024);
        using var content = new NotificationContent(Message() with { Cut = true });

        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(target, Ct));

        Assert.Equal(2, target.UnderlyingStream.Length);
        Assert.Equal(5, content.Headers.ContentLength);
    }

    private static NotificationMessage Message() =>
        new("1", new Uri("http://127.0.0.1/"), "abcde"u8.ToArray(), "text/plain", [], (_, _) => true);
}
