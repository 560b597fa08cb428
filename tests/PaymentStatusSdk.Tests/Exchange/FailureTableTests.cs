using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Exchange;

/// <summary>The table of failures, row by row: transient, retried, counted by the circuit breaker.</summary>
public sealed class FailureTableTests
{
    public static TheoryData<TransactionStatusErrorKind, bool?, bool, bool, bool> Rows => new()
    {
        // kind, transient as the adapter says, transient, retried, counts
        { TransactionStatusErrorKind.Transport, null, true, true, true },
        { TransactionStatusErrorKind.Timeout, null, true, true, true },
        { TransactionStatusErrorKind.RateLimited, null, true, true, false },
        { TransactionStatusErrorKind.Unavailable, null, true, true, true },
        { TransactionStatusErrorKind.Authentication, null, false, false, false },
        { TransactionStatusErrorKind.Rejected, null, false, false, false },
        { TransactionStatusErrorKind.Rejected, true, true, true, false },
        { TransactionStatusErrorKind.InvalidResponse, null, true, true, true },
        { TransactionStatusErrorKind.CallbackTimeout, null, true, false, false },
        { TransactionStatusErrorKind.Configuration, null, false, false, false },
        { TransactionStatusErrorKind.Unknown, null, false, false, false },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Failure_is_transient_and_retried_as_the_table_says(
        TransactionStatusErrorKind kind, bool? byCode, bool transient, bool retried, bool counts)
    {
        _ = counts;
        using var host = new KitHost(Failing(kind, byCode), Impatient);

        var fault = await host.FailAsync();

        Assert.Equal(kind, fault.Kind);
        Assert.Equal(transient, fault.IsTransient);
        Assert.Equal(retried ? 3 : 1, host.Adapter.Attempts);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Failure_opens_the_circuit_as_the_table_says(
        TransactionStatusErrorKind kind, bool? byCode, bool transient, bool retried, bool counts)
    {
        _ = (transient, retried);
        using var host = new KitHost(Failing(kind, byCode), options => options.MaxRetries = 0);

        for (var i = 0; i < 10; i++) await host.FailAsync();
        var last = await host.FailAsync();

        Assert.Equal(counts ? 10 : 11, host.Adapter.Attempts);
        Assert.Equal(counts ? TransactionStatusErrorKind.Unavailable : kind, last.Kind);
    }

    [Fact]
    public async Task Arbitrary_exception_of_an_adapter_is_Unknown_and_quotes_nothing()
    {
        using var host = new KitHost(new KitAdapter { Run = (_, _) => throw new FormatException("card 4111") }, Impatient);

        var fault = await host.FailAsync();

        Assert.Equal(TransactionStatusErrorKind.Unknown, fault.Kind);
        Assert.DoesNotContain("4111", fault.ToString(), StringComparison.Ordinal);
        Assert.Null(fault.InnerException);
        Assert.Equal(1, host.Adapter.Attempts);
    }

    [Fact]
    public async Task Cancellation_that_nobody_asked_for_is_no_OperationCanceledException()
    {
        using var host = new KitHost(new KitAdapter { Run = (_, _) => throw new OperationCanceledException("a handler's own") }, Impatient);

        Assert.Equal(TransactionStatusErrorKind.Unknown, (await host.FailAsync()).Kind);
    }

    [Fact]
    public async Task Exception_out_of_Interpret_is_a_TransactionStatusException_as_well()
    {
        var adapter = new KitAdapter { OnInterpret = (_, _) => throw new InvalidOperationException("card 4111") };
        using var host = new KitHost(adapter);

        var fault = await host.FailAsync();

        Assert.Equal(TransactionStatusErrorKind.Unknown, fault.Kind);
        Assert.DoesNotContain("4111", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callers_of_one_seat_get_exceptions_of_their_own()
    {
        var gate = new TaskCompletionSource();
        var shared = new TransactionStatusException(TransactionStatusErrorKind.Rejected, "no")
        {
            GatewayCode = "W1",
            RetryAfter = TimeSpan.FromSeconds(3),
        };
        using var host = new KitHost(new KitAdapter
        {
            Run = async (_, _) =>
            {
                await gate.Task;
                throw shared;
            },
        });

        var first = Assert.ThrowsAsync<TransactionStatusException>(() => host.AskAsync());
        var second = Assert.ThrowsAsync<TransactionStatusException>(() => host.AskAsync());
        gate.SetResult();
        var faults = await Task.WhenAll(first, second);

        Assert.NotSame(faults[0], faults[1]);
        Assert.NotSame(shared, faults[0]);
        Assert.All(faults, fault => Assert.Equal(
            ("kit", "W1", TimeSpan.FromSeconds(3), (Exception?)null),
            (fault.ClientName, fault.GatewayCode, fault.RetryAfter, fault.InnerException)));
        Assert.Equal(1, host.Adapter.Attempts);
    }

    [Fact]
    public async Task Impossible_query_is_an_ArgumentException_and_nothing_is_sent()
    {
        using var host = new KitHost(new KitAdapter { Capabilities = new GatewayCapabilities { SupportsGatewayReference = true } });
        var token = TestContext.Current.CancellationToken;

        await Assert.ThrowsAsync<ArgumentNullException>(() => host.Client.GetStatusAsync(null!, token));
        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.GetStatusAsync(TransactionQuery.ByMerchantReference("M"), token));
        await Assert.ThrowsAsync<ArgumentException>(
            () => host.Client.GetStatusAsync(TransactionQuery.ByGatewayReference("G") with { MerchantReference = "M" }, token));
        await Assert.ThrowsAsync<ArgumentException>(
            () => host.Client.GetStatusAsync(TransactionQuery.ByGatewayReference("G") with { GatewayReference = " " }, token));
        await Assert.ThrowsAsync<ArgumentException>(
            () => host.Client.GetStatusAsync(TransactionQuery.ByGatewayReference("G") with { GatewayReference = null }, token));

        Assert.Equal(0, host.Adapter.Attempts);
    }

    private static KitAdapter Failing(TransactionStatusErrorKind kind, bool? transient) => new()
    {
        Run = (_, _) =>
        {
            var fault = new TransactionStatusException(kind, "It failed.");
            throw transient is { } said ? new TransactionStatusException(kind, "It failed.") { IsTransient = said } : fault;
        },
    };

    private static void Impatient(KitOptions options) => options.RetryDelay = TimeSpan.Zero;
}
