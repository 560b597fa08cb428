using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.DependencyInjection;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.DependencyInjection;

public sealed class RotationTests : IDisposable
{
    private readonly ChangeableConfiguration _settings =
        new(("K:Endpoint", "https://gateway.example/"), ("K:Secret", "old"), ("K:MaxRetries", "0"));
    private readonly LogCollector _logs = new();
    private readonly KitAdapter _adapter = new()
    {
        Run = (_, _) => throw new TransactionStatusException(TransactionStatusErrorKind.Transport, "cut"),
    };
    private readonly ServiceProvider _services;
    private readonly IGatewayOptionsSource<KitOptions> _source;

    public RotationTests()
    {
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(_logs))
            .AddPaymentStatus(gateways => gateways.AddKit("cards", _settings.Root.GetSection("K"), _adapter))
            .BuildServiceProvider();
        _source = _services.GetRequiredKeyedService<IGatewayOptionsSource<KitOptions>>("cards");
    }

    [Fact]
    public async Task Valid_reload_applies_to_the_next_exchange()
    {
        await QueryAsync();
        Assert.Equal(1, _adapter.Attempts);

        _settings.Change(("K:Secret", "new"), ("K:MaxRetries", "2"), ("K:RetryDelay", "00:00:00"));
        await QueryAsync();

        Assert.Equal("new", _source.Current.Secret);
        Assert.Equal(4, _adapter.Attempts);
        Assert.Contains(_logs.Lines, line => line.EventId.Id == 1007);
    }

    [Fact]
    public void Invalid_reload_keeps_the_last_valid_options_and_is_logged_and_reported_to_health_until_a_valid_one()
    {
        _settings.Change(("K:Secret", "hunter2"), ("K:MaxRetries", "99"), ("K:Sekret", "hunter2"));

        Assert.Equal(("old", 0), (_source.Current.Secret, _source.Current.MaxRetries));
        Assert.Equal(["K:Sekret is", "K:MaxRetries is"], _source.ReloadError!.Split(Environment.NewLine).Select(FirstWords));
        var line = Assert.Single(_logs.Lines, line => line.EventId.Id == 1006);
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.DoesNotContain("hunter2", line.Message + line.Values + line.Exception, StringComparison.Ordinal);

        _settings.Change(("K:MaxRetries", "3"), ("K:Sekret", null));

        Assert.Null(_source.ReloadError);
        Assert.Equal(("hunter2", 3), (_source.Current.Secret, _source.Current.MaxRetries));
    }

    [Fact]
    public void Options_are_read_once_at_the_start()
    {
        Assert.Equal("old", _source.Current.Secret);
        Assert.DoesNotContain(_logs.Lines, line => line.EventId.Id == 1007);
    }

    [Fact]
    public void Change_of_another_clients_configuration_replaces_no_options()
    {
        var other = new ChangeableConfiguration(("K:Endpoint", "https://gateway.example/"), ("K:Secret", "old"));
        using var services = new ServiceCollection()
            .AddPaymentStatus(gateways =>
            {
                gateways.AddKit("cards", _settings.Root.GetSection("K"));
                gateways.AddKit("other", other.Root.GetSection("K"));
            })
            .BuildServiceProvider();
        var source = services.GetRequiredKeyedService<IGatewayOptionsSource<KitOptions>>("cards");
        var changed = services.GetRequiredKeyedService<IGatewayOptionsSource<KitOptions>>("other");
        var before = source.Current;

        other.Change(("K:Secret", "new"));

        Assert.Equal("new", changed.Current.Secret);
        Assert.Same(before, source.Current);
    }

    [Fact]
    public void Effective_options_are_never_modified()
    {
        var before = _source.Current;

        _settings.Change(("K:Secret", "new"));

        Assert.NotSame(before, _source.Current);
        Assert.Equal("old", before.Secret);
    }

    [Fact]
    public async Task Invalid_reload_between_host_start_and_first_use_keeps_the_options_of_the_start()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddPaymentStatus(gateways => gateways.AddKit("cards", _settings.Root.GetSection("K"), new KitAdapter()));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        _settings.Change(("K:Endpoint", "not an address"));
        var source = host.Services.GetRequiredKeyedService<IGatewayOptionsSource<KitOptions>>("cards");

        Assert.Equal("https://gateway.example/", source.Current.Endpoint?.ToString());
        Assert.NotNull(source.ReloadError);
    }

    public void Dispose() => _services.Dispose();

    private static string FirstWords(string line) => string.Join(' ', line.Split(' ')[..2]);

    private Task<TransactionStatusException> QueryAsync() => Assert.ThrowsAsync<TransactionStatusException>(() => _services
        .GetRequiredService<ITransactionStatusClient>()
        .GetStatusAsync(TransactionQuery.ByGatewayReference("T"), TestContext.Current.CancellationToken));

    [Fact]
    public void Change_while_the_first_options_are_read_is_not_missed()
    {
        var factory = new ChangedWhileRead(() => _settings.Change(("K:Secret", "new")), () => _settings.Root["K:Secret"]!);
        var changes = new ConfigurationChangeTokenSource<KitOptions>("cards", _settings.Root);

        using var source = new GatewayOptionsSource<KitOptions>("cards", factory, [changes], NullLogger.Instance);

        Assert.Equal("new", source.Current.Secret);
    }

    private sealed class ChangedWhileRead(Action change, Func<string> read) : IOptionsFactory<KitOptions>
    {
        private bool _isChanged;

        public KitOptions Create(string name)
        {
            var options = new KitOptions { Secret = read() };
            if (_isChanged) return options;
            _isChanged = true;
            change();
            return options;
        }
    }
}
