using System.Collections.Frozen;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Record;
using PaymentStatusSdk.Cli.Record.Redaction;

namespace PaymentStatusSdk.Cli.Tests.Record;

public class FieldRulesTests
{
    // The kind of each field: C is a code, A an amount, R a reference, and a word the name of a variable.
    [Theory]
    [InlineData(
        GatewayProvider.ConvergeGate,
        "transaction/apicmd=C transaction/apipassword=api-password transaction/apiuser=api-user transaction/checksum=checksum "
        + "transaction/gatetransid=R transaction/merchanttransid=R transaction/notify=C",
        "transaction/amount=A transaction/curcode=C transaction/errorcode=C transaction/gatetransid=R transaction/merchanttransid=R "
        + "transaction/result=C transaction/state=C")]
    [InlineData(
        GatewayProvider.Ppro,
        "contractid=contract login=login merchanttxid=R password=password returnmode=C txid=R txtype=C",
        "failreason=C fundsstatus=C merchanttxid=R requestfailreason=C requeststatus=C status=C txid=R")]
    [InlineData(
        GatewayProvider.Desjardins,
        "merchant/@id=account merchant/@key=merchant-key parameter/@name=C parameters/parameter=token transaction/@currency=C "
        + "transaction/@currencytext=C transaction/@id=R transaction/@key=session-key transaction/@type=C transaction/language=C "
        + "trx/@id=session url/@name=C url/path=response-url",
        "error/code=C merchant/@id=R merchant/@key=merchant-key transaction/@accepted=C transaction/@approved=C transaction/@currency=C "
        + "transaction/@id=R transaction/@key=session-key transaction/@type=C transaction/action_code=C transaction/amount=A "
        + "transaction/condition_code=C transaction/host_code=C transaction/iso_code=C transaction/language=C "
        + "transaction/transaction_code=C trx/@id=R trx/@key=session-key")]
    public void Only_these_fields_of_a_message_are_kept(object provider, string requests, string answers)
    {
        Assert.Equal(requests, Show(FieldRules.OfRequests((GatewayProvider)provider)));
        Assert.Equal(answers, Show(FieldRules.OfAnswers((GatewayProvider)provider)));
        Assert.All(FieldRules.OfAnswers((GatewayProvider)provider).Keys, key => Assert.True(
            FieldRules.OfAnswers((GatewayProvider)provider).ContainsKey(key.ToUpperInvariant())));
    }

    [Theory]
    [InlineData("code", "USER_ABORT", "USER_ABORT")]
    [InlineData("code", "a1$.-_Z", "a1$.-_Z")]
    [InlineData("code", "1234", "1234")]
    [InlineData("code", "12345", null)]
    [InlineData("code", "1.2", "1.2")]
    [InlineData("code", "1.2.3", null)]
    [InlineData("code", "REFUND PENDING", "REFUND PENDING")]
    [InlineData("code", "PARTIALLY REFUNDED", "PARTIALLY REFUNDED")]
    [InlineData("code", "CHARGED BACK", "CHARGED BACK")]
    [InlineData("code", "REFUND DUE", null)]
    [InlineData("code", "long-secret", null)]
    [InlineData("code", "abc", null)]
    [InlineData("code", "xabcx", "xabcx")]
    [InlineData("amount", "125.45", "125.45")]
    [InlineData("amount", "123456789,1234", "123456789,1234")]
    [InlineData("amount", "1234567890", null)]
    [InlineData("amount", "1.12345", null)]
    [InlineData("amount", "1 EUR", null)]
    [InlineData("masked", "OK", null)]
    [InlineData("unknown", "OK", null)]
    [InlineData("variable", "anything", "{{session-1}}")]
    [InlineData("reference", "A1", "A2")]
    public void Value_is_kept_only_if_it_has_the_form_of_its_kind(string key, string value, string? kept)
    {
        var rules = new Dictionary<string, FieldRule>
        {
            ["code"] = new(FieldKind.Code),
            ["amount"] = new(FieldKind.Amount),
            ["masked"] = new(FieldKind.Masked),
            ["variable"] = new(FieldKind.Variable, "session"),
            ["reference"] = new(FieldKind.Reference),
        };
        var fields = new FieldRedactor(
            rules, new Placeholders(), [new RecordingSecret("k", "long-secret"), new RecordingSecret("s", "abc")]);

        Assert.Equal(kept, fields.Redact(key, value));
    }

    [Fact]
    public void Code_has_at_most_forty_characters()
    {
        var fields = new FieldRedactor(
            new Dictionary<string, FieldRule> { ["code"] = new(FieldKind.Code) }, new Placeholders(), []);

        Assert.Equal(new string('A', 40), fields.Redact("code", new string('A', 40)));
        Assert.Null(fields.Redact("code", new string('A', 41)));
    }

    [Theory]
    [InlineData("long-secret-name", "xxxx-xxxxxx-xxxx")]
    [InlineData("my-abc", "my-abc")]
    [InlineData("ERRMSG", "ERRMSG")]
    [InlineData("RAND123", "RAND000")]
    [InlineData("RAND", "RAND")]
    [InlineData("XRAND1234", "XXXXX0000")]
    [InlineData("a1b2c3", "a1b2c3")]
    [InlineData("a1b2c3d4", "x0x0x0x0")]
    [InlineData("1a", "0x")]
    [InlineData("a b", "x x")]
    [InlineData("a:b.c-d_e", "a:b.c-d_e")]
    public void Name_with_a_secret_or_with_digits_is_masked(string name, string shown)
    {
        var fields = new FieldRedactor(
            new Dictionary<string, FieldRule>(), new Placeholders(),
            [new RecordingSecret("k", "long-secret"), new RecordingSecret("s", "abc")]);

        Assert.Equal(shown, fields.Name(name));
    }

    [Fact]
    public void Name_has_at_most_forty_characters()
    {
        Assert.Equal(new string('a', 40), Mask.Name(new string('a', 40)));
        Assert.Equal(new string('x', 41), Mask.Name(new string('a', 41)));
    }

    // The octets at the boundaries of letters, digits, controls and the lengths of UTF-8.
    [Theory]
    [InlineData("@AZ[`az{/09:", "@XX[`xx{/00:")]
    [InlineData("\t\r\n\0 ~", "\t\r\n\0 ~")]
    [InlineData("\u0001\u001F\u007F\u000B", "\u0001\u0001\u0001\u0001")]
    [InlineData("\u0080\u009F\u00A0\u00C1\u00FF", "\u0080\u0080\u00E9\u00E9\u00E9")]
    [InlineData("\u00C2\u0080\u00DF\u00BF", "\u00C3\u00A9\u00C3\u00A9")]
    [InlineData("\u00C2\u007F\u00C2\u00C0", "\u00E9\u0001\u00E9\u00E9")]
    [InlineData("\u00E0\u0080\u0080\u00EF\u00BF\u00BF", "\u00E2\u0082\u00AC\u00E2\u0082\u00AC")]
    [InlineData("\u00E0\u0080A", "\u00E9\u0080X")]
    [InlineData("\u00E0\u0080", "\u00E9\u0080")]
    [InlineData("\u00F0\u0080\u0080\u0080\u00F4\u00BF\u00BF\u00BF", "\u00F0\u009F\u0098\u0080\u00F0\u009F\u0098\u0080")]
    [InlineData("\u00F5\u0080\u0080\u0080", "\u00E9\u0080\u0080\u0080")]
    [InlineData("&amp;&#1;", "&xxx;&#0;")]
    public void Octets_are_masked_by_their_type(string octets, string masked) => Assert.Equal(masked, Mask.Octets(octets));

    [Theory]
    [InlineData("&amp;&lt;&gt;&quot;&apos;", "&amp;&lt;&gt;&quot;&apos;")]
    [InlineData("&#9;&#31;&#x1F;&#x0a;&#xA;", "&#9;&#31;&#x1F;&#x0a;&#xA;")]
    [InlineData("&#32;&#x20;", "xxxxxxxxxxx")]
    [InlineData("&eacute;a&x;", "&xxxxxx;x&x;")]
    [InlineData("a&b; & &1; &;", "x&x; & &0; &;")]
    [InlineData("&#12345678;", "&#00000000;")]
    public void References_keep_their_form_without_data(string text, string masked) => Assert.Equal(masked, Mask.Text(text));

    private static string Show(FrozenDictionary<string, FieldRule> rules) => string.Join(' ', rules
        .Select(one => (Key: one.Key.ToLowerInvariant(), Rule: one.Value))
        .OrderBy(one => one.Key, StringComparer.Ordinal)
        .Select(one => $"{one.Key}={(one.Rule.Kind == FieldKind.Variable ? one.Rule.Name : $"{one.Rule.Kind}"[..1])}"));
}
