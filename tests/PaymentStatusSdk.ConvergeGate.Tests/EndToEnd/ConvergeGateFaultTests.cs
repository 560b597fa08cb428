using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.ConvergeGate.Tests.EndToEnd;

/// <summary>Every fault that the simulator knows for this gateway, over real HTTP.</summary>
public sealed class ConvergeGateFaultTests : IAsyncLifetime
{
    private ConvergeGateHost _host = null!;

    public static TheoryData<SimulatedFault, TransactionStatusErrorKind> Failures => new()
    {
        { SimulatedFault.ResetBeforeAnswer, TransactionStatusErrorKind.Transport },
        { SimulatedFault.ResetHalfway, TransactionStatusErrorKind.Transport },
        { SimulatedFault.Status(401), TransactionStatusErrorKind.Authentication },
        { SimulatedFault.Status(403), TransactionStatusErrorKind.Authentication },
        { SimulatedFault.Status(302), TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.Status(404), TransactionStatusErrorKind.Rejected },
        { SimulatedFault.Status(415), TransactionStatusErrorKind.Rejected },
        { SimulatedFault.Status(500), TransactionStatusErrorKind.Unavailable },
        { SimulatedFault.Status(503), TransactionStatusErrorKind.Unavailable },
        { SimulatedFault.TooManyRequests(TimeSpan.FromSeconds(7)), TransactionStatusErrorKind.RateLimited },
        { SimulatedFault.TruncatedBody, TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.EndlessBody, TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.HugeBody(1L << 30), TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.EmptyBody, TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.HtmlPage, TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.WrongCharset("utf-32"), TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.ConflictingField(), TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.ConflictingField("result"), TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.ConflictingField("gatetransid"), TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.ConflictingField("merchanttransid"), TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.ConflictingField("amount"), TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.ConflictingField("curcode"), TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.ConflictingField("errorcode"), TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.ForeignResult(), TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.SuccessWithoutState, TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.NotFoundWithState, TransactionStatusErrorKind.InvalidResponse },
        { SimulatedFault.ErrorWithState, TransactionStatusErrorKind.InvalidResponse },
        { SimulatedConvergeGateFault.PrintedSample, TransactionStatusErrorKind.InvalidResponse },
        { SimulatedConvergeGateFault.UnclosedNode, TransactionStatusErrorKind.InvalidResponse },
        { SimulatedConvergeGateFault.DeclarationTypo, TransactionStatusErrorKind.InvalidResponse },
        { SimulatedConvergeGateFault.FlatLayout, TransactionStatusErrorKind.InvalidResponse },
        { SimulatedConvergeGateFault.RawLessThan, TransactionStatusErrorKind.InvalidResponse },
        { SimulatedConvergeGateFault.DeepNesting(), TransactionStatusErrorKind.InvalidResponse },
        { SimulatedConvergeGateFault.DeepNesting(3), TransactionStatusErrorKind.InvalidResponse },
        { SimulatedConvergeGateFault.EntityBomb, TransactionStatusErrorKind.InvalidResponse },
        { SimulatedConvergeGateFault.ExternalEntity, TransactionStatusErrorKind.InvalidResponse },
    };

    public static TheoryData<SimulatedFault, StatusAnomalyKind?> Readable => new()
    {
        { SimulatedFault.ByteOrderMark, null },
        { SimulatedFault.LeadingNewline, null },
        { SimulatedConvergeGateFault.NoDeclaration, null },
        { SimulatedConvergeGateFault.BlankValues, null },
        { SimulatedConvergeGateFault.OmittedEmpties, null },
        { SimulatedConvergeGateFault.DoubleEscaped, null },
        { SimulatedConvergeGateFault.CData, null },
        { SimulatedFault.DuplicateField(), null },
        { SimulatedFault.DuplicateField("gatetransid"), null },
        { SimulatedConvergeGateFault.RawAmpersand, StatusAnomalyKind.RepairedMarkup },
        { SimulatedFault.InvalidUtf8, StatusAnomalyKind.RepairedMarkup },
        { SimulatedFault.WrongCharset("iso-8859-1"), null },
        { SimulatedFault.WrongCharset("iso-8859-1", transcoded: false), StatusAnomalyKind.RepairedMarkup },
        { SimulatedFault.WrongCharset("utf-16"), null },
    };

    public static TheoryData<SimulatedFault, LookupOutcome, string?> Doubtful => new()
    {
        { SimulatedFault.WrongId, LookupOutcome.Mismatch, null },
        { SimulatedFault.WrongAmount, LookupOutcome.Mismatch, null },
        { SimulatedFault.WrongCurrency, LookupOutcome.Mismatch, null },
        { SimulatedFault.NoId, LookupOutcome.Answered, nameof(StatusAnomalyKind.MissingReference) },
        { SimulatedFault.UnknownState(), LookupOutcome.Answered, nameof(StatusAnomalyKind.UnrecognizedValue) },
    };

    private static TransactionQuery Query => ConvergeGateHost.ByGatewayReference with { ExpectedAmount = new Money(125.45m, "EUR") };

    public async ValueTask InitializeAsync() => _host = await ConvergeGateHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Fault_is_reported_as_its_kind_and_the_next_query_works(SimulatedFault fault, TransactionStatusErrorKind kind)
    {
        _host.Gateway.Faults.Next(fault);

        Assert.Equal(kind, (await _host.FailAsync(Query)).Kind);

        Assert.Equal(PaymentState.Captured, (await _host.QueryAsync(Query)).State);
        Assert.DoesNotContain(_host.Gateway.Received, request => request.Method == "GET");
    }

    [Theory]
    [MemberData(nameof(Readable), DisableDiscoveryEnumeration = true)]
    public async Task Defect_of_form_is_read(SimulatedFault fault, StatusAnomalyKind? anomaly)
    {
        _host.Gateway.Faults.Next(fault);

        var result = await _host.QueryAsync(Query);

        Assert.Equal(
            (LookupOutcome.Answered, PaymentState.Captured, AmountCheck.Matched), (result.Outcome, result.State, result.AmountCheck));
        StatusAnomalyKind[] expected = anomaly is { } kind ? [kind] : [];
        Assert.Equal(expected, result.Anomalies.Select(found => found.Kind));
    }

    [Theory]
    [MemberData(nameof(Doubtful), DisableDiscoveryEnumeration = true)]
    public async Task Doubtful_answer_has_no_state(SimulatedFault fault, LookupOutcome outcome, string? anomaly)
    {
        _host.Gateway.Faults.Next(fault);

        var result = await _host.QueryAsync(Query);

        Assert.Equal((outcome, PaymentState.Unknown, Finality.Unknown), (result.Outcome, result.State, result.Finality));
        Assert.Equal(anomaly is null ? [] : [anomaly], result.Anomalies.Select(found => found.Kind.ToString()));
    }

    [Fact]
    public async Task Rate_limit_has_a_retry_time()
    {
        _host.Gateway.Faults.Next(SimulatedFault.TooManyRequests(TimeSpan.FromSeconds(7)));

        Assert.Equal(TimeSpan.FromSeconds(7), (await _host.FailAsync(Query)).RetryAfter);
    }

    [Fact]
    public async Task Gateway_with_mostly_faulty_answers_never_makes_a_declined_payment_paid()
    {
        const int Seed = 709;
        await using var host = await ConvergeGateHost.StartAsync(settings: ("CircuitMinimumThroughput", "100000"));
        host.Gateway.Put(host.Gateway.Find(Answers.GatewayReference)! with { State = "DECLINED" });
        host.Gateway.Faults = FaultPlan.Random(Seed, 0.9);
        for (var i = 0; i < 300; i++)
        {
            try
            {
                var state = (await host.QueryAsync(Query)).State;
                Assert.True(state is PaymentState.Declined or PaymentState.Unknown, $"Query {i}: {state}");
            }
            catch (TransactionStatusException)
            {
                // A failed query has no state, which is correct.
            }
        }
    }
}
