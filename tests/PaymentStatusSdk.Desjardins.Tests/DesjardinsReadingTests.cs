using System.Globalization;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>The parts of an answer that are reported beside its state. PROTOCOL.md, result.</summary>
public sealed class DesjardinsReadingTests
{
    [Fact]
    public void All_fields_of_a_result_are_reported_except_personal_ones()
    {
        var answer = Read(Assert.Single(Account.ReadDocument(WireFile.Read("sample-ok.xml")).ToMessage().Results)).Answer;

        Assert.Equal(("yes", "1", "APPROUVEE - MERCI", 0), (answer.State, answer.Code, answer.Message, answer.UnknownFieldCount));
        Assert.Equal(
            [
                "action_code=1", "amount=1000", "authorization_no=012345", "batch_no=001", "card_type=VISA", "condition_code=1",
                "currency=CAD", "date=26/01/02 10:14:24", "ecr_number=00000001", "effective_date=260103", "host_code=000", "iso_code=00",
                "language=FR", "process_info=T@1", "receipt_text=APPROUVEE - MERCI", "sequence_no=0010010010", "terminal_id=00012345",
                "transaction_code=0",
            ],
            answer.Fields.Select(field => $"{field.Key}={field.Value}").Order(StringComparer.Ordinal));
    }

    // An error says more than the fields of the transaction.
    [Theory]
    [InlineData("", "5", "RECEIPT")]
    [InlineData("<error/>", "5", "RECEIPT")]
    [InlineData("<error><code>WX99</code></error>", "WX99", "RECEIPT")]
    [InlineData("<error><message>MESSAGE</message></error>", "5", "MESSAGE")]
    [InlineData("<error><code>WX99</code><message>MESSAGE</message></error>", "WX99", "MESSAGE")]
    public void Code_and_message_are_those_of_the_error_if_it_has_any(string error, string code, string message)
    {
        var fields = $"<condition_code>5</condition_code><receipt_text>RECEIPT</receipt_text>{error}";

        var answer = Account.Read(error.Length > 0 ? null : "no", fields).Answer;

        Assert.Equal((code, message), (answer.Code, answer.Message));
    }

    [Theory]
    [InlineData("id=\"T1\" approved=\"yes\"", 0)]
    [InlineData("id=\"T1\" approved=\"yes\" currency=\"CAD\" currencyText=\"$\" type=\"a\" key=\"b\" accepted=\"c\"", 0)]
    [InlineData("id=\"T1\" approved=\"yes\" status=\"a\" code=\"b\"", 2)]
    public void Attributes_without_a_meaning_are_counted(string attributes, int count) =>
        Assert.Equal(count, Read(Assert.Single(Account.Message($"<transaction {attributes}/>").Results)).Answer.UnknownFieldCount);

    // The amount counts minor units of its currency; the only known one is CAD, which the amount has if it names none.
    [Theory]
    [InlineData("1524", "CAD", "15.24", "CAD", false)]
    [InlineData("1524", null, "15.24", null, false)]
    [InlineData("1524", "JPY", "1524", "JPY", false)]
    [InlineData("1524", "C$", "15.24", null, true)]
    [InlineData(null, "CAD", null, "CAD", false)]
    [InlineData(null, null, null, null, false)]
    [InlineData(null, "DOLLAR", null, null, true)]
    [InlineData("0", "CAD", "0", "CAD", false)]
    [InlineData("ten", null, null, null, true)]
    [InlineData("-5", "CAD", null, "CAD", true)]
    [InlineData("10.00", "CAD", null, "CAD", true)]
    [InlineData("99999999999999999999", "CAD", null, "CAD", true)]
    [InlineData(" 1000", "CAD", null, "CAD", true)]
    [InlineData("+1000", "CAD", null, "CAD", true)]
    public void Amount_and_currency_are_each_read_missing_or_unreadable(
        string? text, string? code, string? value, string? currency, bool isUnreadable)
    {
        var amount = Read(new DesjardinsResult { Id = "T1", Approved = "yes", Currency = code, Fields = [text] }).Amount;

        Assert.Equal(
            (value, currency, isUnreadable),
            (amount.Value?.ToString(CultureInfo.InvariantCulture), amount.Currency, amount.IsUnreadable));
    }

    // Instances of different versions share a mailbox; later versions append fields.
    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void Result_of_another_version_has_the_fields_that_both_know(int count)
    {
        const int Known = 17;
        string[] values = [.. Enumerable.Range(100, count).Select(number => $"{number}")];

        var answer = Read(new DesjardinsResult { Id = "T1", Approved = "yes", Fields = values }).Answer;

        Assert.Equal(values.Take(Known), answer.Fields.Values);
    }

    private static DesjardinsParsedStatus Read(DesjardinsResult result) =>
        DesjardinsResponse.Read(result, isContested: false, Account.Request(), Account.Now);
}
