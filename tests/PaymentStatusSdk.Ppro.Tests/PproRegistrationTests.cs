using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>Registered from a section, as the README shows.</summary>
public sealed class PproRegistrationTests
{
    private const string Section = "PaymentStatus:Ppro";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Section_sets_every_kind_of_option()
    {
        var configuration = Configure(("DefaultKind", "Payout"), ("MaxMerchantReferenceLength", "64"), ("AttemptTimeout", "00:00:20"));
        await using var services = Services(configuration);

        var options = services.GetRequiredKeyedService<IGatewayOptionsSource<PproOptions>>("ppro").Current;

        Assert.Equal(
            (TransactionKind.Payout, 64, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60), false),
            (options.DefaultKind, options.MaxMerchantReferenceLength, options.AttemptTimeout, options.TotalTimeout, options.RetryTimeouts));
    }

    [Fact]
    public void Section_with_errors_reports_all_of_them_with_their_keys()
    {
        var configuration = Configure(
            ("Login", ""), ("Pasword", "x"), ("ClientCertificateSource", "x"), ("ClientCertificatePath", "/nowhere/s3cr3t"));
        using var services = Services(configuration);

        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<ITransactionStatusClient>());

        Assert.Equal(
            [Section + ":ClientCertificatePath", Section + ":ClientCertificateSource", Section + ":Login", Section + ":Pasword"],
            failure.Message.Split(Environment.NewLine).Select(error => error.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("s3cr3t", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_section_applies_to_the_next_query_and_an_invalid_one_does_not()
    {
        await using var gateway = await PproSimulator.StartAsync(cancellationToken: Stop);
        gateway.Put(new SimulatedPproTransaction { TxId = PproWire.TxId, Status = "SUCCEEDED" });
        var configuration = Configure(("Endpoint", gateway.Endpoint.ToString()), ("Password", "old"), ("MaxRetries", "0"));
        await using var services = Services(configuration);
        var client = services.GetRequiredKeyedService<ITransactionStatusClient>("ppro");
        var query = TransactionQuery.ByGatewayReference(PproWire.TxId);

        var before = await Assert.ThrowsAsync<TransactionStatusException>(() => client.GetStatusAsync(query, Stop));
        Change(configuration, "Password", gateway.Password);
        var after = await client.GetStatusAsync(query, Stop);
        Change(configuration, "Password", "");
        var last = await client.GetStatusAsync(query, Stop);

        Assert.Equal(TransactionStatusErrorKind.Authentication, before.Kind);
        Assert.Equal((PaymentState.Captured, PaymentState.Captured), (after.State, last.State));
    }

    private static void Change(IConfigurationRoot configuration, string key, string value)
    {
        configuration[$"{Section}:{key}"] = value;
        configuration.Reload();
    }

    private static ServiceProvider Services(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddPaymentStatus(gateways => gateways.AddPpro("ppro", configuration.GetSection(Section)));
        return services.BuildServiceProvider();
    }

    private static IConfigurationRoot Configure(params (string Key, string Value)[] settings)
    {
        var sound = PproWire.Options();
        var values = new Dictionary<string, string?>
        {
            [$"{Section}:Endpoint"] = sound.Endpoint!.ToString(),
            [$"{Section}:Login"] = sound.Login,
            [$"{Section}:Password"] = sound.Password,
            [$"{Section}:ContractId"] = sound.ContractId,
        };
        foreach (var (key, value) in settings) values[$"{Section}:{key}"] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }
}
