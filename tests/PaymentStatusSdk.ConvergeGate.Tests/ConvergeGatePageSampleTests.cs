using System.Text;

namespace PaymentStatusSdk.ConvergeGate.Tests;

/// <summary>The samples of the provider's page are either read, or rejected with the position of the defect.</summary>
public sealed class ConvergeGatePageSampleTests
{
    [Theory]
    [InlineData("page-response-as-printed.xml", "not an XML declaration", "line 1)")]
    [InlineData("page-response-as-printed-filled.xml", "not an XML declaration", "line 1)")]
    [InlineData("page-response-declaration-mended.xml", "not well-formed", "line 15,")]
    [InlineData("page-response-unclosed-filled.xml", "not well-formed", "line 15,")]
    public void Defects_of_the_page_are_rejected_at_their_line(string file, string reason, string place)
    {
        var exception = Assert.Throws<TransactionStatusException>(() => Answers.Read(WireFile.Read(file)));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, exception.Kind);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Contains(place, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Blanks_of_the_page_are_no_values()
    {
        var exception = Assert.Throws<TransactionStatusException>(() => Answers.Read(WireFile.Read("page-response-mended.xml")));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, exception.Kind);
        Assert.Contains("has no result", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Corrected_layout_of_the_page_is_read()
    {
        var reading = Answers.Read(WireFile.Read("page-response-mended-filled.xml"));

        Assert.Equal(LookupOutcome.Answered, reading.Outcome);
        Assert.Equal((PaymentState.RefundPending, Finality.Open), (reading.State, reading.Finality));
        Assert.Equal((Answers.GatewayReference, Answers.MerchantReference), (reading.GatewayReference, reading.MerchantReference));
        Assert.Equal(new Money(125.45m, "EUR"), reading.Amount.ToMoney());
        Assert.Equal(["merchantspecific1"], reading.Answer.SensitiveFields.Keys);
        Assert.Null(reading.Answer.Message);
        Assert.Equal(0, reading.Answer.UnknownFieldCount);
        Assert.Empty(reading.Anomalies);
    }

    [Fact]
    public void Printed_request_differs_from_the_adapters_only_in_declaration_and_values()
    {
        var printed = Names(Encoding.UTF8.GetString(WireFile.Read("page-request-as-printed.xml")));
        var ours = Names(Encoding.UTF8.GetString(WireFile.Read("request-by-merchant-id.xml")));

        Assert.Equal(printed, ours);
    }

    [Fact]
    public void Answer_with_the_documented_skeleton_is_read()
    {
        var reading = Answers.Read(WireFile.Read("answer-captured.xml"));

        Assert.Equal((PaymentState.Captured, Finality.Final), (reading.State, reading.Finality));
        Assert.Equal((FundsState.NotReported, FailureReason.None), (reading.Funds, reading.Reason));
        Assert.Equal(("CAPTURED", "000"), (reading.Answer.State, reading.Answer.Code));
        Assert.Empty(reading.Anomalies);
    }

    [Fact]
    public void Not_found_with_the_documented_skeleton_is_not_found()
    {
        var reading = Answers.Read(WireFile.Read("answer-not-found.xml"));

        Assert.Equal((LookupOutcome.NotFound, PaymentState.Unknown), (reading.Outcome, reading.State));
        Assert.Equal(("997", "No such transaction"), (reading.Answer.Code, reading.Answer.Message));
    }

    [Fact]
    public void Error_with_the_documented_skeleton_rejects_the_query()
    {
        var exception = Assert.Throws<TransactionStatusException>(() => Answers.Read(WireFile.Read("answer-error.xml")));

        Assert.Equal((TransactionStatusErrorKind.Rejected, "998", false), (exception.Kind, exception.GatewayCode, exception.IsTransient));
        Assert.Contains("ApiUser, ApiPassword and ApiKey", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Access denied", exception.Message, StringComparison.Ordinal);
    }

    private static string[] Names(string xml) =>
        [.. xml.Split('<').Where(part => part.Length > 0 && char.IsAsciiLetter(part[0])).Select(part => part.Split('>')[0])];
}
