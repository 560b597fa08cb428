using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Cli.Queries;
using PaymentStatusSdk.TestDoubles;
using Spectre.Console;

namespace PaymentStatusSdk.Cli.Tests.Queries;

public class PaymentScreenTests
{
    private static readonly TransactionStatusResult Full = SampleResults.Paid with
    {
        State = PaymentState.PartiallyRefunded,
        Finality = Finality.Provisional,
        Reason = FailureReason.RemoteDeclined,
        GatewayReference = "gate-1",
        Amount = new Money(125.45m, "EUR"),
        RefundedAmount = new Money(25.40m, "EUR"),
        AmountCheck = AmountCheck.Matched,
        Answer = new GatewayAnswer { State = "REFUNDED", Code = "000", Message = "Partly" },
        Anomalies = [new StatusAnomaly(StatusAnomalyKind.TooEarly, "asked too early")],
        AskedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 4, TimeSpan.Zero),
        ObservedAt = new DateTimeOffset(2026, 1, 2, 13, 4, 5, TimeSpan.Zero),
    };

    // A result with nothing but what every result has.
    private static readonly TransactionStatusResult Bare = new()
    {
        ClientName = "ppro",
        Outcome = LookupOutcome.NotFound,
        GatewayReference = "gate-2",
        ObservedAt = Full.ObservedAt,
    };

    [Fact]
    public void Data_of_a_result_has_every_member() => Assert.Equal(
        "{\"client\":\"cards\",\"kind\":\"Purchase\",\"outcome\":\"Answered\",\"state\":\"PartiallyRefunded\",\"verdict\":\"Returned\","
        + "\"finality\":\"Provisional\",\"funds\":\"Received\",\"reason\":\"RemoteDeclined\",\"gatewayReference\":\"gate-1\","
        + "\"merchantReference\":\"ORDER-1\",\"amount\":{\"value\":\"125.45\",\"currency\":\"EUR\"},"
        + "\"refundedAmount\":{\"value\":\"25.40\",\"currency\":\"EUR\"},\"amountCheck\":\"Matched\",\"gatewayState\":\"REFUNDED\","
        + "\"gatewayCode\":\"000\",\"gatewayMessage\":\"Partly\",\"anomalies\":[\"TooEarly: asked too early\"],"
        + "\"askedAt\":\"2026-01-02T03:04:04+00:00\",\"observedAt\":\"2026-01-02T13:04:05+00:00\"}",
        System.Text.Json.JsonSerializer.Serialize(DataOf(Full), CliJson.Default.PaymentData));

    [Fact]
    public void Amount_differs_only_if_both_amounts_are_known_and_different()
    {
        var (same, other) = (new Money(125.45m, "EUR"), new Money(125.46m, "EUR"));

        Assert.Equal(
            (false, true, false, false),
            (PaymentData.Of(Full, same, OutputRedactor.None).Differs, PaymentData.Of(Full, other, OutputRedactor.None).Differs,
                PaymentData.Of(Full, null, OutputRedactor.None).Differs,
                PaymentData.Of(Full with { Amount = null }, same, OutputRedactor.None).Differs));
    }

    [Fact]
    public void Screen_has_a_row_for_everything_that_is_known() => Assert.Equal(
        [
            "cards ORDER-1: paid, and the money was or is being returned", "state PartiallyRefunded, Provisional (Purchase)",
            "reason RemoteDeclined", "funds Received", "amount 125.45 EUR (as expected)", "refunded 25.40 EUR", "merchant ORDER-1",
            "gateway gate-1", "answer REFUNDED 000 Partly", "anomaly TooEarly: asked too early", "observed 2026-01-02 13:04:05 UTC",
        ],
        ScreenOf(ExitCode.Returned, DataOf(Full)));

    [Fact]
    public void Screen_has_no_row_for_what_is_not_known()
    {
        string[] bare =
        [
            "ppro gate-2: the gateway does not know the transaction", "state NotFound, Unknown (kind not known)", "gateway gate-2",
            "answer - -", "observed 2026-01-02 13:04:05 UTC",
        ];

        Assert.Equal(bare, ScreenOf(ExitCode.NotFound, DataOf(Bare)));
        Assert.Equal(
            bare, ScreenOf(ExitCode.NotFound, DataOf(Bare with { Reason = FailureReason.None, Funds = FundsState.NotReported })));
    }

    [Fact]
    public void Screen_has_funds_and_reasons_that_say_something()
    {
        foreach (var reason in Enum.GetValues<FailureReason>().Except([FailureReason.None, FailureReason.Unknown]))
            Assert.Contains($"reason {reason}", ScreenOf(ExitCode.Failed, DataOf(Bare with { Reason = reason })));
        foreach (var funds in Enum.GetValues<FundsState>().Except([FundsState.NotReported, FundsState.Unknown]))
            Assert.Contains($"funds {funds}", ScreenOf(ExitCode.Failed, DataOf(Bare with { Funds = funds })));
    }

    [Theory]
    [InlineData(AmountCheck.Matched, LookupOutcome.Mismatch, "as expected")]
    [InlineData(AmountCheck.NotRequested, LookupOutcome.Mismatch, "not compared: use --amount")]
    [InlineData(AmountCheck.Unknown, LookupOutcome.Mismatch, "differs from the expected amount")]
    [InlineData(AmountCheck.Unknown, LookupOutcome.Answered, "not compared")]
    [InlineData(AmountCheck.NotReported, LookupOutcome.Ambiguous, "not compared")]
    public void Amount_says_how_it_was_compared(AmountCheck check, LookupOutcome outcome, string text)
    {
        var result = Full with { AmountCheck = check, Outcome = outcome };

        var data = PaymentData.Of(result, new Money(1, "EUR"), OutputRedactor.None);

        Assert.Contains($"amount 125.45 EUR ({text})", ScreenOf(ExitCode.Mismatch, data));
    }

    [Fact]
    public void Amount_that_does_not_differ_is_not_said_to_differ()
    {
        var data = DataOf(Full with { AmountCheck = AmountCheck.Unknown, Outcome = LookupOutcome.Mismatch });

        Assert.Contains("amount 125.45 EUR (not compared)", ScreenOf(ExitCode.Mismatch, data));
    }

    [Fact]
    public void Every_code_of_an_answer_has_its_headline() => Assert.Equal(
        [
            (ExitCode.Success, "paid"),
            (ExitCode.Failed, "not paid, and that is final"),
            (ExitCode.FailedForNow, "failed for now: it may still become a success"),
            (ExitCode.Returned, "paid, and the money was or is being returned"),
            (ExitCode.Undecided, "in progress"),
            (ExitCode.NotFound, "the gateway does not know the transaction"),
            (ExitCode.Ambiguous, "the gateway knows several transactions: use --by-gateway"),
            (ExitCode.Mismatch, "another transaction, amount or currency than expected"),
            (ExitCode.FundsOutstanding, "paid, but the money has not arrived"),
            (ExitCode.AmountUnchecked, "paid, but the amount was not compared: the gateway reports none"),
        ],
        Enum.GetValues<ExitCode>().Select(code => (code, PaymentScreen.Headline(code))).Where(one => one.Item2 != "not known"));

    [Fact]
    public void Only_what_was_paid_is_green_and_only_what_is_certainly_wrong_is_red() => Assert.All(
        Enum.GetValues<ExitCode>(),
        code => Assert.Equal(
            code switch
            {
                ExitCode.Success => Color.Green,
                ExitCode.Failed or ExitCode.Mismatch => Color.Red,
                _ => Color.Yellow,
            },
            PaymentScreen.ColorOf(code)));

    [Fact]
    public void Line_of_a_watch_has_time_state_finality_and_meaning()
    {
        Assert.Equal("13:04:05  PartiallyRefunded, Provisional: paid", PaymentScreen.Line(ExitCode.Success, DataOf(Full)));
        Assert.Equal(
            "13:04:05  NotFound, Unknown: the gateway does not know the transaction", PaymentScreen.Line(ExitCode.NotFound, DataOf(Bare)));
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Transport, "certificate of the gateway")]
    [InlineData(TransactionStatusErrorKind.Timeout, "times out again")]
    [InlineData(TransactionStatusErrorKind.RateLimited, "rate of queries")]
    [InlineData(TransactionStatusErrorKind.Unavailable, "available again")]
    [InlineData(TransactionStatusErrorKind.Authentication, "client certificate in the configuration")]
    [InlineData(TransactionStatusErrorKind.Rejected, "refuses this query")]
    [InlineData(TransactionStatusErrorKind.InvalidResponse, "Report the answer")]
    [InlineData(TransactionStatusErrorKind.CallbackTimeout, "PublicCallbackBaseUrl")]
    [InlineData(TransactionStatusErrorKind.Configuration, "configuration of the client")]
    [InlineData(TransactionStatusErrorKind.Unknown, "Run the command again.")]
    public async Task Failure_of_a_query_has_its_code_and_advice(TransactionStatusErrorKind kind, string advice)
    {
        var failure = new TransactionStatusException(kind, "It failed.");

        var exception = await Assert.ThrowsAsync<CliException>(
            () => GuardedQuery.RunAsync(() => Task.FromException<int>(failure)));

        Assert.Equal("It failed.", exception.Message);
        Assert.Equal(
            kind == TransactionStatusErrorKind.Configuration ? ExitCode.ConfigurationError : ExitCode.Unreachable, exception.Code);
        Assert.Contains(advice, exception.Advice, StringComparison.Ordinal);
        Assert.EndsWith("nothing is known about the payment.", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_that_the_adapter_cannot_send_is_an_error_of_usage()
    {
        var exception = await Assert.ThrowsAsync<CliException>(
            () => GuardedQuery.RunAsync(() => Task.FromException<int>(new ArgumentException("Too long."))));

        Assert.Equal((ExitCode.UsageError, "Too long."), (exception.Code, exception.Message));
        Assert.Contains("--by-gateway", exception.Advice, StringComparison.Ordinal);
        Assert.Equal(7, await GuardedQuery.RunAsync(() => Task.FromResult(7)));
    }

    private static PaymentData DataOf(TransactionStatusResult result) => PaymentData.Of(result, null, OutputRedactor.None);

    // The lines of the screen, with one blank between the columns.
    private static IEnumerable<string> ScreenOf(ExitCode code, PaymentData data)
    {
        var screen = new StringWriter();
        var host = new CliHost { Out = screen, Error = TextWriter.Null, Folder = "." };
        var written = new CliOutput(host, "get", isJson: false).Result(
            code, data, CliJson.Default.PaymentData, console => PaymentScreen.Show(console, code, data));
        Assert.Equal(code, written);
        return
        [
            .. screen.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
                .Where(line => line.Length > 0),
        ];
    }
}
