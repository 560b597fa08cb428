using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Fuzz.Naive;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>
/// A whole session of Desjardins through the client: an input is the answer to the login, the reply to the request, and the POSTs of
/// step 4.
/// </summary>
internal sealed class DesjardinsSessionTarget : FuzzTarget
{
    private const string Client = "client";
    private const int MaxSteps = 200_000;

    private readonly ManualTimeProvider _clock = new();
    private readonly SessionGateway _gateway = new(Client);
    private readonly ITransactionStatusClient _client;

    public DesjardinsSessionTarget()
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock);
        services.AddPaymentStatus(builder => builder.AddDesjardins(Client, Configure)
            .ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => _gateway.CreateHandler())));
        var provider = services.BuildServiceProvider();
        _gateway.Services = provider;
        _client = provider.GetRequiredKeyedService<ITransactionStatusClient>(Client);
    }

    public override string Name => "desjardins-session";

    public override IMutator Mutator => DesjardinsTarget.Documents;

    public override bool UsesOtherThreads => true;

    public override bool IsTimed => false;

    public override long FixedAllocation => 512 * 1024;

    public override long AllocationPerByte => 512;

    public override object? Read(byte[] input)
    {
        _gateway.Parts = InputParts.Split(input);
        var query = _client.GetStatusAsync(TransactionQuery.ByMerchantReference("T1"), CancellationToken.None);
        // Nothing but the clock can end a session whose answer does not come.
        for (var step = 0; !query.IsCompleted && step < MaxSteps; step++)
        {
            Thread.Yield();
            if (step % 64 == 63 && !_gateway.IsAnswering) _clock.Advance(TimeSpan.FromSeconds(20));
        }

        return query.IsCompleted ? query.GetAwaiter().GetResult() : throw new InvalidOperationException("The session did not end.");
    }

    public override string Describe(object? reading, Exception? failure) => reading is TransactionStatusResult result
        ? $"{result.Outcome} {result.State} {result.Reason} {string.Join(',', result.Anomalies.Select(anomaly => anomaly.Kind))}"
        : failure!.Message.Split("(line")[0];

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        if (reading is not TransactionStatusResult result) return;
        var documents = InputParts.Split(input).Skip(1).Select(part => NaiveDesjardins.Read(SessionGateway.Body(part))).ToList();
        var approvals = documents.SelectMany(document => document.Approvals("T1")).ToList();
        switch (result.State)
        {
            case PaymentState.Captured:
                SurpriseException.Unless(approvals.Contains("yes"), Oracle.Payment, "read as paid; the naive reader finds no approval");
                break;
            case PaymentState.Declined or PaymentState.Failed or PaymentState.Canceled or PaymentState.Expired:
                SurpriseException.Unless(approvals.Contains("no"), Oracle.Payment, "read as failed; the naive reader finds no refusal");
                break;
        }

        if (result.Outcome is LookupOutcome.NotFound)
            SurpriseException.Unless(!approvals.Contains("yes"), Oracle.Payment, "not found, although the naive reader finds an approval");
    }

    private static void Configure(PaymentStatusSdk.Desjardins.DesjardinsOptions options)
    {
        Accounts.Fill(options);
        options.DefaultKind = TransactionKind.Purchase;
        options.MaxRetries = 0;
        // The circuit would keep the queries after some failures from the gateway.
        options.CircuitMinimumThroughput = 100_000;
        options.CircuitSamplingDuration = TimeSpan.FromMilliseconds(500);
    }
}
