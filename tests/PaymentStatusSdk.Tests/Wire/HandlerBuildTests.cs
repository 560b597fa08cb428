using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>When and how the message handlers of a client are built.</summary>
public sealed class HandlerBuildTests
{
    [Fact]
    public async Task Handlers_for_requests_that_must_not_be_repeated_are_kept_for_their_lifetime()
    {
        var built = 0;
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(http => http.AddHttpMessageHandler(() => Count(ref built)));

        // One chain of each kind is built.
        using var first = await rig.PostOnceAsync(server.Address);
        using var second = await rig.PostOnceAsync(server.Address);
        Assert.Equal(2, built);
        rig.Clock.Advance(TimeSpan.FromMinutes(2));
        using var third = await rig.PostOnceAsync(server.Address);
        using var fourth = await rig.PostOnceAsync(server.Address);

        Assert.Equal(4, built);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 4)]
    public async Task Handlers_above_another_sender_are_kept_only_where_all_requests_share_it(bool isShared, int expected)
    {
        var built = 0;
        using var shared = new HttpClientHandler();
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(http => http
            .ConfigurePrimaryHttpMessageHandler(() => isShared ? shared : new HttpClientHandler())
            .AddHttpMessageHandler(() => Count(ref built)));

        using var first = await rig.PostOnceAsync(server.Address);
        using var second = await rig.PostOnceAsync(server.Address);
        using var third = await rig.PostOnceAsync(server.Address);

        Assert.Equal(expected, built);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handlers_have_a_scope_of_their_own_unless_the_merchant_suppresses_it(bool isSuppressed)
    {
        Scoped? seen = null;
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(
            http =>
            {
                http.AddHttpMessageHandler(provider =>
                {
                    seen = provider.GetRequiredService<Scoped>();
                    return new RecordingHandler([], "own");
                });
                http.Services.Configure<HttpClientFactoryOptions>(http.Name, options => options.SuppressHandlerScope = isSuppressed);
            },
            before: services => services.AddScoped(_ => new Scoped()));

        using var response = await rig.PostAsync(server.Address);

        Assert.NotNull(seen);
        Assert.Equal(isSuppressed, seen == rig.Services.GetRequiredService<Scoped>());
    }

    [Fact]
    public async Task First_filter_of_the_host_is_the_outermost()
    {
        var seen = new List<string>();
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(
            before: services => services
                .AddSingleton<IHttpMessageHandlerBuilderFilter>(new NamedFilter(seen, "first"))
                .AddSingleton<IHttpMessageHandlerBuilderFilter>(new NamedFilter(seen, "second")),
            gateway: gateway => gateway.UseHttpClientDefaults());

        using var response = await rig.PostAsync(server.Address);

        Assert.Equal(["first", "second"], seen);
    }

    private static RecordingHandler Count(ref int built)
    {
        built++;
        return new RecordingHandler([], "own");
    }

    private sealed class Scoped;

    private sealed class NamedFilter(List<string> seen, string name) : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            seen.Add(name);
            next(builder);
        };
    }
}
