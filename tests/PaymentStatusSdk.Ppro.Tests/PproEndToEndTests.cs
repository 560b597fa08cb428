using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>Through the container and over HTTP, against the simulator.</summary>
public sealed class PproEndToEndTests
{
    private const string SystemError = "REQUESTSTATUS=FAILED&REQUESTFAILREASON=SYSTEM_ERROR&STATUS=FAILED&TXID=0";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Query_by_gateway_reference_returns_the_merchant_reference()
    {
        await using var host = await PproHost.StartAsync();
        host.PutPaid();

        var result = await host.QueryAsync();

        Assert.Equal(
            ("shop", LookupOutcome.Answered, PaymentState.Captured, Finality.Final, FundsState.Received),
            (result.ClientName, result.Outcome, result.State, result.Finality, result.Funds));
        Assert.Equal((TransactionKind.Purchase, PproWire.MerchantTxId), (result.Kind, result.MerchantReference));
        Assert.Null(result.Amount);
        var request = Assert.Single(host.Gateway.Received);
        Assert.Equal(("POST", "/", "application/x-www-form-urlencoded"), (request.Method, request.Path, request.ContentType));
        Assert.Equal(System.Text.Encoding.ASCII.GetString(PproWire.File("request-by-txid.txt")), request.Text);
    }

    [Fact]
    public async Task Query_by_merchant_reference_ignores_case_and_returns_the_gateway_reference()
    {
        await using var host = await PproHost.StartAsync();
        host.PutPaid();

        var result = await host.QueryAsync(TransactionQuery.ByMerchantReference("SALE1002"));

        Assert.Equal(
            (LookupOutcome.Answered, PaymentState.Captured, PproWire.TxId), (result.Outcome, result.State, result.GatewayReference));
    }

    [Fact]
    public async Task Unknown_reference_is_not_found()
    {
        await using var host = await PproHost.StartAsync();

        var result = await host.QueryAsync();

        Assert.Equal((LookupOutcome.NotFound, PaymentState.Unknown), (result.Outcome, result.State));
    }

    [Theory]
    [InlineData("123887123", LookupOutcome.NotFound)]
    [InlineData("123887124", LookupOutcome.Mismatch)]
    public async Task Missing_transaction_is_the_queried_one_or_a_mismatch(string txId, LookupOutcome outcome)
    {
        await using var host = await PproHost.StartAsync();
        host.Gateway.Faults.Next(SimulatedFault.Body($"REQUESTSTATUS=FAILED&REQUESTFAILREASON=TX_NOT_FOUND&STATUS=FAILED&TXID={txId}"));

        var result = await host.QueryAsync();

        Assert.Equal((outcome, PaymentState.Unknown, PproWire.TxId), (result.Outcome, result.State, result.GatewayReference));
    }

    [Fact]
    public async Task Several_transactions_with_one_merchant_reference_are_ambiguous()
    {
        await using var host = await PproHost.StartAsync();
        host.PutPaid("1");
        host.PutPaid("2");

        var result = await host.QueryAsync(TransactionQuery.ByMerchantReference(PproWire.MerchantTxId));

        Assert.Equal((LookupOutcome.Ambiguous, PaymentState.Unknown), (result.Outcome, result.State));
    }

    [Fact]
    public async Task First_of_several_that_is_not_the_expected_one_is_a_mismatch()
    {
        await using var host = await PproHost.StartAsync(simulate: options => options.AnswerFirstOfSeveral = true);
        host.PutPaid("1");
        host.PutPaid("2");

        var result = await host.QueryAsync(
            TransactionQuery.ByMerchantReference(PproWire.MerchantTxId) with { ExpectedGatewayReference = "2" });

        Assert.Equal((LookupOutcome.Mismatch, PaymentState.Unknown, "2"), (result.Outcome, result.State, result.GatewayReference));
    }

    [Fact]
    public async Task Answer_about_another_transaction_is_a_mismatch()
    {
        await using var host = await PproHost.StartAsync();
        host.PutPaid();
        host.Gateway.Faults.Next(SimulatedFault.Body("REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED&TXID=999&MERCHANTTXID=sale1002"));

        Assert.Equal(LookupOutcome.Mismatch, (await host.QueryAsync()).Outcome);
    }

    [Fact]
    public async Task Answer_without_a_reference_is_not_believed()
    {
        await using var host = await PproHost.StartAsync();
        host.Gateway.Faults.Next(SimulatedFault.Body("REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED&FUNDSSTATUS=RECEIVED"));

        var result = await host.QueryAsync();

        Assert.Equal((PaymentState.Unknown, "SUCCEEDED"), (result.State, result.Answer.State));
        Assert.Contains(result.Anomalies, anomaly => anomaly.Kind == StatusAnomalyKind.MissingReference);
    }

    [Fact]
    public async Task Wrong_password_is_authentication()
    {
        await using var host = await PproHost.StartAsync(options => options.Password = "wrong");
        host.PutPaid();

        var failure = await host.FailAsync();

        Assert.Equal((TransactionStatusErrorKind.Authentication, "shop"), (failure.Kind, failure.ClientName));
    }

    [Fact]
    public async Task Status_other_than_200_is_no_answer()
    {
        await using var host = await PproHost.StartAsync();
        host.Gateway.Faults.Next(SimulatedFault.Body(PproWire.Found("STATUS=SUCCEEDED"), status: 202));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await host.FailAsync()).Kind);
    }

    [Fact]
    public async Task System_error_is_retried_after_at_least_ten_seconds()
    {
        var clock = new ManualTimeProvider();
        await using var host = await PproHost.StartAsync(clock: clock);
        host.PutPaid();
        host.Gateway.Faults.Next(SimulatedFault.Body(SystemError));
        var pause = TimeSpan.Zero;

        var query = host.QueryAsync();
        await clock.WaitForTimerAsync(left => left < TimeSpan.FromSeconds(30) && (pause = left) > TimeSpan.Zero, Stop);
        clock.Advance(pause);
        var result = await query;

        Assert.InRange(pause, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12.5));
        Assert.Equal(PaymentState.Captured, result.State);
        Assert.Equal(2, host.Gateway.ReceivedCount);
    }

    [Fact]
    public async Task Timeout_is_reported_after_sixty_seconds_and_not_retried()
    {
        var clock = new ManualTimeProvider();
        await using var host = await PproHost.StartAsync(clock: clock);
        var hold = new FaultHold();
        host.Gateway.Faults.Always(SimulatedFault.Hold(hold));

        var query = host.FailAsync();
        await host.Gateway.WaitForRequestsAsync(1, Stop);
        clock.Advance(TimeSpan.FromSeconds(60));
        var failure = await query;
        hold.Release();

        Assert.Equal(TransactionStatusErrorKind.Timeout, failure.Kind);
        Assert.Equal(1, host.Gateway.ReceivedCount);
    }

    [Fact]
    public async Task Secrets_stay_out_of_log_result_and_failure()
    {
        await using var host = await PproHost.StartAsync();
        host.Gateway.Put(new SimulatedPproTransaction
        {
            TxId = PproWire.TxId,
            Status = "PENDING",
            RedirectUrl = "https://r.example/process?tx=1&rs=short0key",
            RedirectSecret = "very0secret0redirect0key",
            ErrMsg = "login testclient test123 very0secret0redirect0key rs=short0key",
        });

        var result = await host.QueryAsync();
        host.Gateway.Faults.Next(SimulatedFault.Body("REQUESTSTATUS=FAILED&REQUESTFAILREASON=test123&ERRMSG=test123"));
        var failure = await host.FailAsync();

        var seen =
            string.Join('\n', host.Log.Lines) + result + System.Text.Json.JsonSerializer.Serialize(result) + failure + failure.GatewayCode;
        Assert.All(
            ["test123", "very0secret0redirect0key", "short0key"],
            secret => Assert.DoesNotContain(secret, seen, StringComparison.Ordinal));
        Assert.Equal("very0secret0redirect0key", result.Answer.SensitiveFields["REDIRECTSECRET"]);
    }
}
