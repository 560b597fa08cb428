using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Cli.Tests;

public class ExitCodesOfResultsTests
{
    private static readonly TransactionStatusResult Paid = SampleResults.Paid;

    [Theory]
    [InlineData(PaymentVerdict.Success, Finality.Open, FundsState.Awaited, ExitCode.FundsOutstanding)]
    [InlineData(PaymentVerdict.Success, Finality.Final, FundsState.Missing, ExitCode.FundsOutstanding)]
    [InlineData(PaymentVerdict.Success, Finality.Final, FundsState.Unknown, ExitCode.FundsOutstanding)]
    [InlineData(PaymentVerdict.Success, Finality.Unknown, FundsState.NotReported, ExitCode.Success)]
    [InlineData(PaymentVerdict.Failure, Finality.Provisional, FundsState.Received, ExitCode.FailedForNow)]
    [InlineData(PaymentVerdict.Failure, Finality.Unknown, FundsState.Received, ExitCode.FailedForNow)]
    [InlineData(PaymentVerdict.Returned, Finality.Final, FundsState.Received, ExitCode.Returned)]
    [InlineData((PaymentVerdict)99, Finality.Final, FundsState.Received, ExitCode.Unknown)]
    public void Verdict_has_its_code(PaymentVerdict verdict, Finality finality, FundsState funds, object code) =>
        Assert.Equal((ExitCode)code, ExitCodes.Of(verdict, finality, funds));

    [Theory]
    [InlineData(AmountCheck.Matched, ExitCode.Success)]
    [InlineData(AmountCheck.NotReported, ExitCode.AmountUnchecked)]
    [InlineData(AmountCheck.NotRequested, ExitCode.AmountUnchecked)]
    [InlineData(AmountCheck.Unknown, ExitCode.AmountUnchecked)]
    public void Expected_amount_must_have_been_compared(AmountCheck check, object code)
    {
        var expected = new Money(1, "EUR");

        Assert.Equal((ExitCode)code, ExitCodes.Of(Paid with { AmountCheck = check }, expected));
        Assert.Equal(ExitCode.Success, ExitCodes.Of(Paid with { AmountCheck = check }, null));
    }

    [Fact]
    public void Amount_changes_no_other_code()
    {
        var expected = new Money(1, "EUR");

        Assert.Equal(ExitCode.Failed, ExitCodes.Of(Paid with { State = PaymentState.Declined }, expected));
        Assert.Equal(ExitCode.FundsOutstanding, ExitCodes.Of(Paid with { Funds = FundsState.Awaited }, expected));
        Assert.Equal(ExitCode.Unknown, ExitCodes.Of(Paid with { Outcome = (LookupOutcome)99 }, expected));
        Assert.Equal(ExitCode.Mismatch, ExitCodes.Of(Paid with { Outcome = LookupOutcome.Mismatch }, expected));
    }

    [Fact]
    public void Numbers_are_those_that_scripts_compare_with() => Assert.Equal(
        [0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 20, 21, 22, 23, 24, 25, 26, 30, 130], Enum.GetValues<ExitCode>().Select(code => (int)code));
}
