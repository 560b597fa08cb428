using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Conformance.Tests;

public abstract class ConcurrencyTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    private const int Transactions = 200;
    private const int Queries = 1000;

    private int Limit => Gateway.MaxConcurrentExchanges;

    private int LeastRequests =>
        Transactions / Gateway.Client.Metadata.Capabilities.MaxTransactionsPerExchange * Gateway.RequestsPerExchange;

    [Fact]
    public async Task Concurrent_exchanges_never_exceed_the_limit()
    {
        await StartConcurrentQueriesAsync();
        var hold = new FaultHold();
        Faults.Always(SimulatedFault.Hold(hold));
        var pending = Enumerable.Range(0, Transactions).Select(i => QueryAsync(Gateway.QueryOf(i))).ToArray();

        await hold.WaitForArrivalsAsync(Limit, Ct);
        Assert.Equal((Limit, Limit), (hold.Holding, hold.Arrived));
        hold.Release();
        await Task.WhenAll(pending);

        Assert.Equal(Limit, Gateway.Wire.MaxParallel);
        Assert.InRange(Gateway.Simulator.ReceivedCount, LeastRequests, Gateway.SharesExchanges ? 2 * LeastRequests : Transactions);
    }

    [Fact]
    public async Task Each_of_a_thousand_queries_gets_its_own_answer()
    {
        await StartConcurrentQueriesAsync();

        var results = await Task.WhenAll(
            Enumerable.Range(0, Queries).Select(i => Task.Run(() => QueryAsync(Gateway.QueryOf(i % Transactions)), Ct)));

        for (var i = 0; i < Queries; i++)
        {
            Assert.Equal(Gateway.IdsOf(i % Transactions), (results[i].GatewayReference, results[i].MerchantReference));
            Assert.Equal(ValuesOf(i % Transactions).State, results[i].State);
        }

        Assert.InRange(Gateway.Wire.MaxParallel, 1, Limit);
        Assert.InRange(Gateway.Simulator.ReceivedCount, LeastRequests, Queries);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_faults_never_make_an_unpaid_transaction_paid(int seed)
    {
        await StartConcurrentQueriesAsync();
        Gateway.Simulator.Faults = FaultPlan.Random(seed, rate: 0.5);

        var ends = await Task.WhenAll(Enumerable.Range(0, Queries).Select(i => Task.Run(() => EndAsync(i), Ct)));

        Assert.DoesNotContain(ends, end => end is { } problem);
        Assert.InRange(Gateway.Wire.MaxParallel, 1, Limit);
        Faults.Clear();
        Gateway.Simulator.Faults = new FaultPlan();
        Assert.Equal(ValuesOf(0).State, (await QueryAsync(Gateway.QueryOf(0))).State);
    }

    // The error in the end of the query; null if it is correct.
    private async Task<string?> EndAsync(int i)
    {
        var number = i % Transactions;
        using var caller = new CancellationTokenSource();
        var leaves = i % 17 == 0;
        try
        {
            var pending = Gateway.Client.GetStatusAsync(Gateway.QueryOf(number), caller.Token);
            if (leaves) await caller.CancelAsync();
            return Check(ValuesOf(number), Gateway.QueryOf(number), await pending.WaitAsync(Ct));
        }
        catch (TransactionStatusException exception)
        {
            return exception.Kind == TransactionStatusErrorKind.Unknown ? exception.ToString() : null;
        }
        catch (OperationCanceledException exception) when (leaves && exception.CancellationToken == caller.Token)
        {
            return null;
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    private static string? Check(StatusCase truth, TransactionQuery query, TransactionStatusResult result)
    {
        var (sent, results) = query.GatewayReference is { } id
            ? (id, result.GatewayReference)
            : (query.MerchantReference, result.MerchantReference);
        if (results != sent) return $"{sent} got the answer of {results}.";
        return result.Verdict == truth.Verdict || result.Verdict == PaymentVerdict.Unknown
            ? null
            : $"{sent} is {truth.Name} and was read as {result.State} ({result.Verdict}).";
    }

    private async Task StartConcurrentQueriesAsync()
    {
        await StartAsync(options =>
        {
            Plainly(options);
            (options.MaxConcurrentExchanges, options.QueueLimit, options.CircuitMinimumThroughput) = (Limit, 2 * Queries, 100_000);
        });
        for (var i = 0; i < Transactions; i++) Gateway.Put(i, ValuesOf(i));
    }

    private StatusCase ValuesOf(int number) => (number % 3) switch { 0 => Gateway.Paid, 1 => Gateway.Failed, _ => Gateway.Waiting };
}
