using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Ppro.Protocol;

namespace PaymentStatusSdk.Benchmarks.Micro;

/// <summary>Encode, decode and the whole query of PPRO, without a network.</summary>
[MemoryDiagnoser]
public class PproBenchmarks
{
    private readonly PproRequest _request = new(WireSamples.PproOptions);
    private readonly TransactionQuery _query = TransactionQuery.ByGatewayReference(WireSamples.TxId);
    private readonly byte[] _answer = WireSamples.PproAnswer;
    private ServiceProvider? _services;
    private ITransactionStatusClient? _client;

    [GlobalSetup]
    public void Setup()
    {
        var services = new ServiceCollection();
        services.AddPaymentStatus(gateways => gateways
            .AddPpro("ppro", options =>
            {
                var sample = WireSamples.PproOptions;
                (options.Endpoint, options.Login, options.Password, options.ContractId) =
                    (sample.Endpoint, sample.Login, sample.Password, sample.ContractId);
            })
            .ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new AnsweringHandler(_answer))));
        _services = services.BuildServiceProvider();
        _client = _services.GetRequiredService<ITransactionStatusClient>();
    }

    [GlobalCleanup]
    public void Cleanup() => _services?.Dispose();

    [Benchmark]
    public byte[] Encode() => _request.Encode(_query);

    [Benchmark]
    public ParsedStatus Decode() => PproResponse.Read(_answer, _query, _request);

    [Benchmark]
    public Task<TransactionStatusResult> Query() => _client!.GetStatusAsync(_query);
}
