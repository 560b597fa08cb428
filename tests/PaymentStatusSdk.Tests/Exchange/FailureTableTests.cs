using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Exchange;

/// <summary>The table of failures, row by row: transient, retried, counted by the circuit breaker.</summary>
public sealed class FailureTableTests
{
    public static TheoryData<TransactionStatusErrorKind, bool?, bool, bool, bool> Rows => new()
    {
        // kind, transient according to the adapter, transient, retried, counts
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
    public async Task Failure_is_transient_and_retried_according_to_the_table(
        TransactionStatusErrorKind kind, bool? byCode, bool transient, bool retried, bool counts)
    {
        _ = counts;
        using var host = new KitHost(Failing(kind, byCode), Impatient);

        var failure = await host.FailAsync();

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(transient, failure.IsTransient);
        Assert.Equal(retried ? 3 : 1, host.Adapter.Attempts);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Failure_opens_the_circuit_according_to_the_table(
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

        var failure = await host.FailAsync();

        Assert.Equal(TransactionStatusErrorKind.Unknown, failure.Kind);
        Assert.DoesNotContain("4111", failure.ToString(), StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
        Assert.Equal(1, host.Adapter.Attempts);
    }

    [Fact]
    public async Task Unrequested_cancellation_is_no_OperationCanceledException()
    {
        using var host = new KitHost(new KitAdapter { Run = (_, _) => throw new OperationCanceledException("a handler's own") }, Impatient);

        Assert.Equal(TransactionStatusErrorKind.Unknown, (await host.FailAsync()).Kind);
    }

    [Fact]
    public async Task Exception_from_Interpret_becomes_a_TransactionStatusException()
    {
        var adapter = new KitAdapter { OnInterpret = (_, _) => throw new InvalidOperationException("card 4111") };
        using var host = new KitHost(adapter);

        var failure = await host.FailAsync();

        Assert.Equal(TransactionStatusErrorKind.Unknown, failure.Kind);
        Assert.DoesNotContain("4111", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_result_of_Interpret_is_named_as_the_defect()
    {
        using var host = new KitHost(new KitAdapter { OnInterpret = (_, _) => null! });

        var failure = await host.FailAsync();

        Assert.Contains("has a defect: it threw System.InvalidOperationException.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_from_Interpret_keeps_its_kind_and_names_the_client()
    {
        var thrown = new TransactionStatusException(TransactionStatusErrorKind.Rejected, "no");
        using var host = new KitHost(new KitAdapter { OnInterpret = (_, _) => throw thrown });

        var failure = await host.FailAsync();

        Assert.Equal(
            (TransactionStatusErrorKind.Rejected, "kit", "Client 'kit': no"), (failure.Kind, failure.ClientName, failure.Message));
        Assert.DoesNotContain(host.Logs.Lines, line => line.EventId.Id == 1010);
    }

    [Fact]
    public async Task Exception_from_CheckQuery_that_a_query_may_throw_is_not_changed()
    {
        Exception thrown = new ArgumentException("not like this");
        using var host = new KitHost(new KitAdapter { OnCheckQuery = _ => throw thrown });

        Assert.Same(thrown, await Assert.ThrowsAsync<ArgumentException>(() => host.QueryAsync()));
        thrown = new TransactionStatusException(TransactionStatusErrorKind.Configuration, "no key");
        Assert.Same(thrown, await host.FailAsync());

        Assert.Equal(0, host.Adapter.Attempts);
        Assert.DoesNotContain(host.Logs.Lines, line => line.EventId.Id == 1010);
    }

    [Fact]
    public async Task Callers_of_one_query_get_separate_exceptions()
    {
        var release = new TaskCompletionSource();
        var shared = new TransactionStatusException(TransactionStatusErrorKind.Rejected, "no")
        {
            GatewayCode = "W1",
            RetryAfter = TimeSpan.FromSeconds(3),
        };
        using var host = new KitHost(new KitAdapter
        {
            Run = async (_, _) =>
            {
                await release.Task;
                throw shared;
            },
        });

        var first = Assert.ThrowsAsync<TransactionStatusException>(() => host.QueryAsync());
        var second = Assert.ThrowsAsync<TransactionStatusException>(() => host.QueryAsync());
        release.SetResult();
        var failures = await Task.WhenAll(first, second);

        Assert.NotSame(failures[0], failures[1]);
        Assert.NotSame(shared, failures[0]);
        Assert.All(failures, failure => Assert.Equal(
            ("kit", "Client 'kit': no", "W1", TimeSpan.FromSeconds(3), (Exception?)null),
            (failure.ClientName, failure.Message, failure.GatewayCode, failure.RetryAfter, failure.InnerException)));
        Assert.Equal(1, host.Adapter.Attempts);
    }

    [Fact]
    public async Task Unsupported_query_is_an_ArgumentException_and_nothing_is_sent()
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
            var failure = new TransactionStatusException(kind, "It failed.");
            throw transient is { } said ? new TransactionStatusException(kind, "It failed.") { IsTransient = said } : failure;
        },
    };

    private static void Impatient(KitOptions options) => options.RetryDelay = TimeSpan.Zero;
}
