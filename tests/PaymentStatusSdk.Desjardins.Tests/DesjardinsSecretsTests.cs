using System.Text;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>
/// Secrets in the gateway's texts are redacted while a document is read, before a text is shortened and before a mailbox stores it.
/// </summary>
public sealed class DesjardinsSecretsTests
{
    private const int MaxLength = 256;

    public static TheoryData<string> DecidingParts =>
    [
        "<transaction id=\"T1\" approved=\"{0}\"/>",
        "<transaction id=\"T1\" approved=\"yes\" currency=\"{0}\"/>",
        "<transaction id=\"T1\" approved=\"yes\"><amount>{0}</amount></transaction>",
        "<transaction id=\"T1\" approved=\"no\"><condition_code>{0}</condition_code></transaction>",
        "<transaction id=\"T1\" approved=\"no\"><iso_code>{0}</iso_code></transaction>",
        "<transaction id=\"T1\"><error><code>{0}</code></error></transaction>",
        "<error><code>{0}</code></error>",
    ];

    [Theory]
    [InlineData("<transaction id=\"T1\" approved=\"yes\"><receipt_text>{0}</receipt_text></transaction>")]
    [InlineData("<transaction id=\"T1\" approved=\"yes\"><process_info>{0}</process_info></transaction>")]
    [InlineData("<transaction id=\"T1\"><error><message>{0}</message></error></transaction>")]
    [InlineData("<error><message>{0}</message></error>")]
    public void Text_that_is_too_long_is_redacted_before_it_is_shortened(string form)
    {
        foreach (var visible in new[] { 0, 8, 31, 40 })
        {
            var text = new string('x', MaxLength - visible) + Account.MerchantKey + "end";

            var json = Stored(Fill(form, text));

            Assert.DoesNotContain(Account.MerchantKey[..8], json, StringComparison.Ordinal);
            Assert.Contains("xxx", json, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(DecidingParts))]
    public void Deciding_value_that_quotes_a_secret_is_not_stored(string form) =>
        Assert.DoesNotContain(Account.MerchantKey, Stored(Fill(form, $"key={Account.MerchantKey}")), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("<transaction id=\"{0}\" approved=\"yes\"/>")]
    [InlineData("<transaction id=\"{0}\"/>")]
    [InlineData("<k{0}/>")]
    public void Reference_or_name_that_quotes_a_secret_is_not_stored(string form)
    {
        var document = Account.ReadDocument(Account.Document(Fill(form, Account.MerchantKey)));

        Assert.DoesNotContain(
            Account.MerchantKey[..20], Encoding.UTF8.GetString(document.ToMessage().ToJson()), StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(document.NotUnderstood);
        Assert.Empty(document.TopIds);
    }

    [Theory]
    [MemberData(nameof(DecidingParts))]
    public void Deciding_value_that_is_too_long_is_no_answer(string form)
    {
        Account.ReadDocument(Account.Document(Fill(form, new string('0', MaxLength - 1) + "1")));

        var exception = Assert.Throws<TransactionStatusException>(
            () => Account.ReadDocument(Account.Document(Fill(form, new string('0', MaxLength) + "12545"))));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, exception.Kind);
    }

    [Fact]
    public void Shortened_reference_is_no_reference()
    {
        var id = new string('T', MaxLength);

        var document = Account.ReadDocument(Account.Document(Account.Transaction(id + "2") + Account.Transaction(id)));

        Assert.Equal([id], document.ToMessage().Results.Select(result => result.Id));
        Assert.Equal([id], document.TopIds);
        Assert.StartsWith("1 transactions without an id", document.NotUnderstood, StringComparison.Ordinal);
    }

    // Values are compared as received, so a short secret that occurs in them by coincidence changes no meaning.
    [Theory]
    [InlineData("yes")]
    [InlineData("0")]
    [InlineData("T1")]
    [InlineData("CAD")]
    [InlineData("12545")]
    public void Short_secret_changes_no_meaning(string key)
    {
        var body = Account.Document(Account.Transaction("T1", "yes", "<iso_code>00</iso_code><amount>12545</amount>"));

        var message = DesjardinsDocument.Read(body, new SecretRedactor(key)).ToMessage();

        Assert.Equal(Account.ReadDocument(body).ToMessage().ToJson(), message.ToJson());
    }

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("E378282246310005")]
    [InlineData("0123456789abcde")]
    public void Code_of_a_failure_is_no_card_number_and_no_secret(string code)
    {
        var failure = DesjardinsFailures.Rejected(
            new DesjardinsError(code, null), new SecretRedactor(Account.MerchantKey, "0123456789abcde"));

        Assert.Null(failure.GatewayCode);
        Assert.DoesNotContain(code, failure.Message, StringComparison.Ordinal);
    }

    private static string Fill(string form, string value) => form.Replace("{0}", value, StringComparison.Ordinal);

    private static string Stored(string inner) => Encoding.UTF8.GetString(Account.Message(inner).ToJson());
}
