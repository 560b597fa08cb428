using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.ConvergeGate.Protocol;

namespace PaymentStatusSdk.Benchmarks.Micro;

/// <summary>Encode, checksum, decode and the whole query of ConvergeGate, without a network.</summary>
[MemoryDiagnoser]
public class ConvergeGateBenchmarks
{
    private readonly ConvergeGateRequest _request = new(WireSamples.CardOptions);
    private readonly ConvergeGateChecksum _checksum = new("simUser01", "simPass-9f3a", "709", "KEY-0000-1111-2222-333344445555");
    private readonly TransactionQuery _query = TransactionQuery.ByGatewayReference(WireSamples.GatewayReference);
    private readonly byte[] _answer = WireSamples.SimulatedConvergeGateAnswer;
    private readonly byte[] _hex = new byte[ConvergeGateChecksum.HexLength];
    private ServiceProvider? _services;
    private ITransactionStatusClient? _client;

    [GlobalSetup]
    public void Setup()
    {
        var services = new ServiceCollection();
        services.AddPaymentStatus(gateways => gateways
            .AddConvergeGate("cards", options =>
            {
                var sample = WireSamples.CardOptions;
                (options.Endpoint, options.ApiUser, options.ApiPassword, options.ApiKey) =
                    (sample.Endpoint, sample.ApiUser, sample.ApiPassword, sample.ApiKey);
            })
            .ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new AnsweringHandler(_answer))));
        _services = services.BuildServiceProvider();
        _client = _services.GetRequiredService<ITransactionStatusClient>();
    }

    [GlobalCleanup]
    public void Cleanup() => _services?.Dispose();

    [Benchmark]
    public byte[] Encode() => _request.Encode(_query, notify: false);

    [Benchmark]
    public byte[] Checksum()
    {
        _checksum.Write(WireSamples.GatewayReference, _hex);
        return _hex;
    }

    [Benchmark]
    public ParsedStatus Decode() => ConvergeGateResponse.Read(_answer, null, _request);

    [Benchmark]
    public Task<TransactionStatusResult> Query() => _client!.GetStatusAsync(_query);
}
