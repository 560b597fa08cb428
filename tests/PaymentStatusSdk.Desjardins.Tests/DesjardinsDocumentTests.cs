using System.Text;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

public sealed class DesjardinsDocumentTests
{
    [Theory]
    [InlineData("sample-ok.xml", "yes", "1", "00", "1000")]
    [InlineData("sample-nc.xml", "no", "117", "XX", null)]
    [InlineData("sample-cx.xml", "no", "103", null, "16931")]
    public void Public_sample_is_read(string file, string approved, string condition, string? iso, string? amount)
    {
        var result = Assert.Single(Account.ReadDocument(WireFile.Read(file)).ToMessage().Results);

        Assert.Equal(("T1", approved, "CAD"), (result.Id, result.Approved, result.Currency));
        Assert.Equal(condition, result[DesjardinsFields.ConditionCode]);
        Assert.Equal((iso, amount), (result[DesjardinsFields.IsoCode], result[DesjardinsFields.Amount]));
        Assert.Equal(0, result.UnknownFields);
    }

    [Fact]
    public void Personal_data_is_not_sent_through_the_router()
    {
        var json = Encoding.UTF8.GetString(Account.ReadDocument(WireFile.Read("sample-ok.xml")).ToMessage().ToJson());

        Assert.DoesNotContain("MADE UP", json, StringComparison.Ordinal);
        Assert.DoesNotContain("NotUse", json, StringComparison.Ordinal);
        Assert.Contains("APPROUVEE", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_survives_the_router()
    {
        var before = Account.ReadDocument(WireFile.Read("sample-ok.xml")).ToMessage();

        var after = DesjardinsMessage.FromJson(before.ToJson());

        Assert.True(Assert.Single(before.Results).Agrees(Assert.Single(after!.Results)));
        Assert.Equal(before.Results[0].Fields, after.Results[0].Fields);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"results\":null}")]
    [InlineData("{\"results\":[null]}")]
    [InlineData("{\"results\":[{\"approved\":\"yes\"}]}")]
    [InlineData("{\"results\":[{\"id\":null}]}")]
    [InlineData("{\"results\":[{\"id\":\"T1\",\"repairs\":[\"r\",null]}]}")]
    public void Unreadable_stored_message_is_dropped(string json) => Assert.Null(DesjardinsMessage.FromJson(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Message_of_another_version_is_read_as_far_as_possible()
    {
        var message = DesjardinsMessage.FromJson(
            "{\"new\":1,\"results\":[{\"id\":\"T1\",\"approved\":\"yes\",\"fields\":[\"5\"],\"more\":{}},{\"id\":\"T2\"}]}"u8);

        Assert.Equal(("5", null), (message!.Results[0][DesjardinsFields.Amount], message.Results[0][DesjardinsFields.IsoCode]));
        Assert.False(message.Results[1].IsAnswer);
    }

    [Theory]
    [InlineData("<transaction id=\"T1\" approved=\"yes\"/><transaction id=\"T2\" approved=\"no\"/>", "T1 T2")]
    [InlineData("<transactions><transaction id=\"T1\" approved=\"yes\"/><transaction id=\"T2\" approved=\"no\"/></transactions>", "T1 T2")]
    [InlineData("<transactions><transaction id=\"S\" type=\"status\"><transactions><transaction id=\"T1\" approved=\"yes\"/>"
        + "<transaction id=\"T2\" approved=\"no\"/></transactions></transaction></transactions>", "S")]
    [InlineData("<status><a><b><transaction id=\"T1\" approved=\"yes\"/></b></a><transaction id=\"T2\" approved=\"no\"/></status>",
        "T1 T2")]
    [InlineData("<transaction id=\"T1\" approved=\"yes\"><transaction id=\"T2\" approved=\"no\"/></transaction>", "T1")]
    public void Results_are_found_at_any_depth(string inner, string topIds)
    {
        var document = Account.ReadDocument(Account.Document(inner));

        var answers = document.ToMessage().Results.Where(result => result.IsAnswer).Select(result => $"{result.Id}={result.Approved}");
        Assert.Equal(["T1=yes", "T2=no"], answers);
        Assert.Equal(topIds, string.Join(' ', document.TopIds));
    }

    [Theory]
    [InlineData("request")]
    [InlineData("response")]
    public void Either_root_is_accepted(string root) =>
        Assert.Single(Account.ReadDocument(Account.Document(Account.Transaction("T1"), root)).ToMessage().Results);

    [Fact]
    public void Field_of_a_nested_transaction_does_not_apply_to_others()
    {
        var inner = "<transaction id=\"T1\" approved=\"no\"><transaction id=\"T2\" approved=\"no\"><iso_code>05</iso_code></transaction>"
            + "</transaction>";

        var results = Account.Message(inner).Results;

        Assert.Equal((null, "05"), (results[0][DesjardinsFields.IsoCode], results[1][DesjardinsFields.IsoCode]));
    }

    [Fact]
    public void Echo_of_the_request_is_no_answer() =>
        Assert.Empty(Account.Message("<transaction id=\"T1\" accepted=\"yes\"/><transaction id=\"\" approved=\"yes\"/>").Results);

    [Theory]
    [InlineData("<error><code>WX03</code><message><![CDATA[ a text ]]></message></error>")]
    [InlineData("<other><error><message>a text</message><code> WX03 </code></error></other>")]
    public void Error_outside_a_transaction_applies_to_the_document(string error)
    {
        var document = Account.ReadDocument(Encoding.UTF8.GetBytes($"<response>{error}</response>"));

        Assert.Equal(new DesjardinsError("WX03", "a text"), document.Error);
    }

    [Fact]
    public void Error_inside_a_transaction_applies_only_to_it()
    {
        var message = Account.Message(
            "<transaction id=\"T1\"><error><code>W7</code></error></transaction><transaction id=\"T2\" approved=\"yes\"/>");

        Assert.Null(message.Error);
        Assert.Equal(["W7", null], message.Results.Select(result => result.Error?.Code));
    }

    [Theory]
    [InlineData("<error/><transaction id=\"T1\" approved=\"yes\"/>")]
    [InlineData("<error><code>WX03</code></error><transaction id=\"T1\" approved=\"yes\"/>")]
    [InlineData("<a><error/></a><transaction id=\"T1\" approved=\"yes\"/>")]
    public void Transaction_after_an_error_is_read(string inner)
    {
        var message = Account.Message(inner);

        Assert.NotNull(message.Error);
        Assert.Equal(("T1", "yes"), (Assert.Single(message.Results).Id, message.Results[0].Approved));
    }

    [Theory]
    [InlineData("ISO-8859-15", "ISO-8859-15")]
    [InlineData("iso-8859-15", "ISO-8859-15")]
    [InlineData("UTF-8", "UTF-8")]
    [InlineData("ISO-8859-1", "ISO-8859-1")]
    [InlineData(null, "UTF-8")]
    [InlineData(null, "ISO-8859-15")]
    public void Text_is_decoded_as_declared(string? declared, string encoding)
    {
        var text = encoding == "ISO-8859-1" ? "REFUSÉE" : "REFUSÉE €";
        var declaration = declared is null ? "" : $"<?xml version='1.0' encoding='{declared}'?>";
        var document = $"{declaration}<request><merchant id=\"1\">{Account.Transaction("T1", "no", $"<receipt_text>{text}</receipt_text>")}"
            + "</merchant></request>";
        var octets = (CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding)).GetBytes(document);

        Assert.Equal(text, Account.ReadDocument(octets).ToMessage().Results[0][DesjardinsFields.ReceiptText]);
    }

    [Fact]
    public void Encoding_is_not_registered_for_the_whole_process()
    {
        Account.ReadDocument(WireFile.Read("sample-ok.xml"));

        Assert.Throws<ArgumentException>(() => Encoding.GetEncoding("ISO-8859-15"));
    }

    [Theory]
    [InlineData("\n\n")]
    [InlineData("ResponseFile=")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFFResponseFile=")]
    [InlineData("\uFEFF\r\n\uFEFF")]
    public void Content_before_the_document_is_skipped(string before)
    {
        byte[] body = [.. Encoding.UTF8.GetBytes(before), .. Account.Document(Account.Transaction("T1"))];

        Assert.Single(Account.ReadDocument(body).ToMessage().Results);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no markup")]
    [InlineData("<html/>")]
    [InlineData("<request>")]
    [InlineData("<?xml version=\"1.0\"")]
    [InlineData("<!DOCTYPE request><request/>")]
    [InlineData("<request><merchant id=\"1\"/><merchant id=\"2\"/></request>")]
    [InlineData("<request><transaction id=\"1\" id=\"2\" approved=\"yes\"/></request>")]
    [InlineData("<request><transaction id=\"1\" approved=\"y&bad;\"/></request>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"x-unheard-of\"?><request/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-16\"?><req\0uest/>")]
    public void Text_other_than_a_document_is_invalid(string text)
    {
        var exception = Assert.Throws<TransactionStatusException>(() => Account.ReadDocument(Encoding.UTF8.GetBytes(text)));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, exception.Kind);
    }

    [Fact]
    public void Number_of_transactions_is_limited()
    {
        byte[] Body(int count) => Account.Document(string.Concat(Enumerable.Repeat("<transaction id=\"T\"/>", count)));

        Account.ReadDocument(Body(DesjardinsDocument.MaxTransactions));
        Assert.Throws<TransactionStatusException>(() => Account.ReadDocument(Body(DesjardinsDocument.MaxTransactions + 1)));
    }
}
