using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>Settings that are read when handlers are built, such as a certificate or a timeout, can change while the host runs.</summary>
public sealed class HandlerLifetimeTests
{
    [Theory]
    [InlineData(null, 119, 1)]
    [InlineData(null, 120, 2)]
    [InlineData(600, 120, 1)]
    [InlineData(600, 600, 2)]
    [InlineData(-1, 100_000, 1)]
    public async Task Handlers_are_rebuilt_after_their_lifetime(int? lifetime, int passed, int expected)
    {
        var built = 0;
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(http =>
        {
            http.AddHttpMessageHandler(() =>
            {
                built++;
                return new RecordingHandler([], "own");
            });
            if (lifetime is { } seconds) http.SetHandlerLifetime(seconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds));
        });

        using var first = await rig.PostAsync(server.Address);
        rig.Clock.Advance(TimeSpan.FromSeconds(passed));
        using var second = await rig.PostAsync(server.Address);

        Assert.Equal(expected, built);
    }

    [Fact]
    public async Task Lifetime_that_the_host_sets_for_every_client_does_not_count()
    {
        var built = 0;
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(
            handler: _ => built++,
            before: services => services.ConfigureHttpClientDefaults(http => http.SetHandlerLifetime(Timeout.InfiniteTimeSpan)));

        using var first = await rig.PostAsync(server.Address);
        rig.Clock.Advance(TimeSpan.FromMinutes(2));
        using var second = await rig.PostAsync(server.Address);

        Assert.Equal(2, built);
    }
}
