using System.Text;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>Repeated fields, errors, the login, and the limits of values in a document. PROTOCOL.md, result and login.</summary>
public sealed class DesjardinsDocumentFieldsTests
{
    private const int MaxLength = 256;

    [Theory]
    [InlineData("<amount>1000</amount><amount>1000</amount>", false)]
    [InlineData("<amount>1000</amount><amount/>", false)]
    [InlineData("<amount>1000</amount><amount>-</amount>", false)]
    [InlineData("<amount/><amount>1000</amount>", false)]
    [InlineData("<amount>1000</amount><amount>999</amount>", true)]
    [InlineData("<amount>1000</amount><amount>01000</amount>", true)]
    [InlineData("<amount>1000</amount><iso_code>00</iso_code><iso_code>05</iso_code>", true)]
    [InlineData("<amount>1000</amount><condition_code>1</condition_code><condition_code>117</condition_code>", true)]
    [InlineData("<amount>1000</amount><receipt_text>A</receipt_text><receipt_text>B</receipt_text>", false)]
    [InlineData("<amount>1000</amount><receipt_text>A</receipt_text><receipt_text>A</receipt_text>", false)]
    [InlineData("<amount>1000</amount><receipt_text>A</receipt_text><receipt_text/>", false)]
    public void Result_contradicts_itself_when_a_deciding_field_has_two_values(string fields, bool isContradictory)
    {
        var result = Assert.Single(Account.Message(Account.Transaction("T1", "yes", fields)).Results);

        Assert.Equal((isContradictory, "1000"), (result.IsContradictory, result[DesjardinsFields.Amount]));
        Assert.Equal(fields.Contains('A', StringComparison.Ordinal) ? "A" : null, result[DesjardinsFields.ReceiptText]);
    }

    [Theory]
    [InlineData("<error><code>W1</code><code>W2</code><message>A</message><message>B</message></error>")]
    [InlineData("<error><code>W1</code></error><error><code>W2</code><message>A</message></error>")]
    [InlineData("<error><code>W1</code><message>A</message></error><error/>")]
    [InlineData("<error><detail><code>W9</code><message>Z</message></detail><code>W1</code><message>A</message></error>")]
    [InlineData("<error code=\"W9\"><code>W1</code><message>A</message></error>")]
    [InlineData("<error>Z<code>W1</code><message>A</message>Z</error>")]
    public void First_code_and_message_of_an_error_are_read(string error)
    {
        var expected = new DesjardinsError("W1", "A");

        var ofRequest = Account.Message(error);
        Assert.Equal((expected, null), (ofRequest.Error, ofRequest.NotUnderstood));
        Assert.Empty(ofRequest.Results);

        var ofTransaction = Account.Message($"<transaction id=\"T1\">{error}</transaction>");
        Assert.Equal((null, null), (ofTransaction.Error, ofTransaction.NotUnderstood));
        Assert.Equal((expected, 0), (Assert.Single(ofTransaction.Results).Error, ofTransaction.Results[0].UnknownFields));
    }

    [Theory]
    [InlineData("<login><trx id=\"S1\" key=\"K1\"/></login>", "S1", "K1")]
    [InlineData("<login><trx id=\"S1\"/><trx key=\"K1\"/></login>", "S1", "K1")]
    [InlineData("<login><trx key=\"K1\"/></login>", null, "K1")]
    [InlineData("<login><trx/></login>", null, null)]
    [InlineData("<login><transaction-key id=\"S1\" key=\"K1\"/></login>", null, null)]
    [InlineData("<login><a><trx id=\"S1\" key=\"K1\"/></a></login>", null, null)]
    [InlineData("<answer><trx id=\"S1\" key=\"K1\"/></answer>", null, null)]
    [InlineData("<login/><answer><trx id=\"S1\" key=\"K1\"/></answer>", null, null)]
    [InlineData("<login id=\"S1\" key=\"K1\"/>", null, null)]
    [InlineData("<trx id=\"S1\" key=\"K1\"/>", null, null)]
    public void Session_of_a_login_is_read_only_at_its_place(string inner, string? id, string? key)
    {
        var document = Account.ReadDocument(Account.Document(inner));

        Assert.Equal((id, key), (document.LoginId, document.LoginKey));
    }

    [Theory]
    [InlineData("<login><trx id=\"S1\"/><trx id=\"S2\"/></login>")]
    [InlineData("<login><trx key=\"K1\"/><trx key=\"K2\"/></login>")]
    public void Login_with_two_sessions_is_invalid(string inner) =>
        Assert.Throws<TransactionStatusException>(() => Account.ReadDocument(Account.Document(inner)));

    [Fact]
    public void Merchant_is_read_only_at_its_place()
    {
        var document = Account.ReadDocument(
            "<request><a><merchant id=\"100002\"/></a><merchant id=\"100001\"/></request>"u8.ToArray());

        Assert.Equal("100001", document.MerchantId);
    }

    [Fact]
    public void Transactions_without_other_content_are_echoes()
    {
        var message = Account.Message(
            "<transaction id=\"T1\" approved=\"yes\"/><transaction id=\"T2\"/><transaction id=\"T3\"><amount>1</amount></transaction>");

        Assert.Equal(["T2"], message.Echoes);
        Assert.Equal(["T1", "T3"], message.Results.Select(result => result.Id));
    }

    [Theory]
    [InlineData("<trx/>", true)]
    [InlineData("<trx/><error/>", false)]
    [InlineData("<trx/><transaction id=\"T1\"/>", false)]
    [InlineData("", false)]
    public void Document_says_nothing_when_it_has_only_unknown_content(string inner, bool expected) =>
        Assert.Equal(expected, Account.ReadDocument(Account.Document(inner)).SaysNothing);

    [Fact]
    public void Document_with_too_many_transactions_is_rejected_with_the_limit()
    {
        var body = Account.Document(string.Concat(Enumerable.Repeat("<transaction id=\"T\"/>", 101)));

        var exception = Assert.Throws<TransactionStatusException>(() => Account.ReadDocument(body));

        Assert.Contains("more than 100 transactions", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deciding_value_has_at_most_256_characters()
    {
        static string Fields(int length) => $"<amount>{new string('1', length)}</amount>";

        var result = Assert.Single(Account.Message(Account.Transaction("T1", "yes", Fields(MaxLength))).Results);

        Assert.Equal(MaxLength, result[DesjardinsFields.Amount]?.Length);
        Assert.Throws<TransactionStatusException>(() => Account.Message(Account.Transaction("T1", "yes", Fields(MaxLength + 1))));
    }

    // A shortened or redacted id would be that of another transaction.
    [Theory]
    [InlineData(MaxLength, true)]
    [InlineData(MaxLength + 1, false)]
    public void Id_has_at_most_256_characters(int length, bool isRead) =>
        AssertId(new string('T', length), new SecretRedactor("another-secret"), isRead);

    [Theory]
    [InlineData("ABCDEFGHIJ", true)]
    [InlineData("ABCDEFGHIJK", false)]
    public void Id_with_a_secret_of_at_least_11_characters_is_not_read(string secret, bool isRead) =>
        AssertId($"ORDER-{secret}", new SecretRedactor(secret), isRead);

    [Theory]
    [InlineData(MaxLength)]
    [InlineData(MaxLength + 1)]
    public void Other_value_is_shortened_to_256_characters(int length)
    {
        var fields = $"<receipt_text>{new string('x', length)}</receipt_text>";

        var result = Assert.Single(Account.Message(Account.Transaction("T1", "yes", fields)).Results);

        Assert.Equal(new string('x', MaxLength), result[DesjardinsFields.ReceiptText]);
    }

    // Redaction replaces a secret with three characters; a shorter secret may occur in a code by coincidence.
    [Theory]
    [InlineData("ABCDEFGHIJ", "ABCDEFGHIJ")]
    [InlineData("ABCDEFGHIJK", "***")]
    public void Deciding_value_is_redacted_when_a_secret_has_at_least_11_characters(string secret, string expected)
    {
        var body = Account.Document(Account.Transaction("T1", "no", $"<iso_code>{secret}</iso_code>"));

        var result = Assert.Single(DesjardinsDocument.Read(body, new SecretRedactor(secret)).ToMessage().Results);

        Assert.Equal(expected, result[DesjardinsFields.IsoCode]);
    }

    [Theory]
    [InlineData("ResponseFile")]
    [InlineData("name and text ")]
    public void Text_without_an_equals_sign_before_the_document_is_skipped(string before)
    {
        byte[] body = [.. Encoding.UTF8.GetBytes(before), .. Account.Document(Account.Transaction("T1"))];

        Assert.Single(Account.ReadDocument(body).ToMessage().Results);
    }

    [Fact]
    public void Byte_order_mark_overrides_the_declared_encoding()
    {
        var text = "\uFEFF<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?><request>"
            + $"<merchant id=\"1\">{Account.Transaction("T1", "no", "<receipt_text>REFUS\u00c9E</receipt_text>")}</merchant></request>";

        var result = Assert.Single(Account.ReadDocument(Encoding.UTF8.GetBytes(text)).ToMessage().Results);

        Assert.Equal(("REFUS\u00c9E", null), (result[DesjardinsFields.ReceiptText], result.Repairs));
    }

    private static void AssertId(string id, SecretRedactor redactor, bool isRead)
    {
        var message = DesjardinsDocument.Read(Account.Document(Account.Transaction(id, "yes", "")), redactor).ToMessage();

        Assert.Equal(isRead ? [id] : [], message.Results.Select(result => result.Id));
        if (isRead) Assert.Null(message.NotUnderstood);
        else Assert.StartsWith("1 transactions without an id, 0 elements", message.NotUnderstood, StringComparison.Ordinal);
    }
}
