using System.Text;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>Whole documents of step 4, correct and with each defect. Bytes are compared as ISO-8859-1.</summary>
public sealed class DesjardinsResultTests : IAsyncLifetime
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>";
    private const string Start = "<request input=\"xml\"><merchant id=\"100001\">";
    private const string Open = "<transaction id=\"ORDER1\" currency=\"CAD\" currencyText=\"CAD $ \" approved=\"yes\">";
    private const string Urls = "<urls><url name=\"response\"><path>URL</path><parameters><parameter name=\"TrxId\">ORDER1</parameter>"
        + "</parameters></url></urls>";

    private const string Holder = "<card_holder_name>SIMULATED HOLDER</card_holder_name>";
    private const string Text = "<receipt_text>APPROUVEE - MERCI</receipt_text>";
    private const string Receipt = "<receipt><![CDATA[1SIMULATED RECEIPT\n0TERMINAL 00012345\n1APPROUVEE - MERCI]]></receipt>";

    private const string Codes = "<effective_date>260103</effective_date><transaction_code>0</transaction_code>"
        + "<condition_code>1</condition_code><iso_code>00</iso_code><host_code>000</host_code><action_code>1</action_code>"
        + "<card_type>VISA</card_type><batch_no>001</batch_no><sequence_no>0010010010</sequence_no><process_info>T@1</process_info>"
        + "<authorization_no>012345</authorization_no>" + Text + Receipt;

    private const string Fields = "<terminal_id>00012345</terminal_id>" + Urls + "<ecr_number>00000001</ecr_number><amount>1000</amount>"
        + "<language>FR</language>" + Holder + "<date>26/01/02 03:04:05</date>";

    private const string Transaction = Open + Fields + Codes + "</transaction>";
    private const string Right = Declaration + Start + Transaction + "</merchant></request>";

    private const string Declined = "<transaction id=\"ORDER1\" currency=\"CAD\" currencyText=\"CAD $ \" approved=\"no\">" + Fields
        + "<effective_date>260103</effective_date><transaction_code>0</transaction_code><condition_code>5</condition_code>"
        + "<iso_code>05</iso_code><host_code>005</host_code><action_code>1</action_code><card_type>VISA</card_type><batch_no>001</batch_no>"
        + "<sequence_no>0010010010</sequence_no><process_info>T@1</process_info><authorization_no></authorization_no>"
        + "<receipt_text>TRANSACTION REFUSEE (SIMULATED)</receipt_text>"
        + "<receipt><![CDATA[1SIMULATED RECEIPT\n005 T@1\n1TRANSACTION REFUSEE (SIMULATED)]]></receipt></transaction>";

    private MerchantEndpoint _merchant = null!;
    private DesjardinsSimulator _gateway = null!;
    private DipsClient _client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<SimulatedFault, string> ContentFaults => new()
    {
        { SimulatedDipsFault.ForeignMerchant, With("\"100001\"", "\"1000019\"") },
        { SimulatedFault.WrongId, With("<transaction id=\"ORDER1\"", "<transaction id=\"SIMULATEDOTHER\"") },
        { SimulatedFault.NoId, With("<transaction id=\"ORDER1\"", "<transaction") },
        { SimulatedDipsFault.TransactionError(), With(Transaction,
            "<transaction id=\"ORDER1\"><error><code>WX99</code><message><![CDATA[ Simulated error of one transaction ]]></message></error>"
            + "</transaction>") },
        { SimulatedFault.ErrorWithState, With(Open, Open
            + "<error><code>WX99</code><message><![CDATA[ Simulated error of one transaction ]]></message></error>") },
        { SimulatedFault.SuccessWithoutState, With(" approved=\"yes\"", "") },
        { SimulatedFault.UnknownState(), With("\"yes\"", "\"SIMULATED_NEW_STATE\"") },
        { SimulatedFault.WrongAmount, With(">1000<", ">99999999<") },
        { SimulatedFault.WrongCurrency, With("\"CAD\"", "\"XTS\"") },
        { SimulatedFault.InvalidUtf8, With("ISO-8859-15", "UTF-8", Holder, "<card_holder_name>caf\u00E9</card_holder_name>") },
        { SimulatedFault.WrongCharset("iso-8859-1"),
            With("ISO-8859-15", "iso-8859-1", Holder, "<card_holder_name>caf\u00E9</card_holder_name>") },
        { SimulatedFault.WrongCharset("utf-8"),
            With("ISO-8859-15", "utf-8", Holder, "<card_holder_name>caf\u00C3\u00A9</card_holder_name>") },
        { SimulatedFault.WrongCharset("utf-8", transcoded: false),
            With("ISO-8859-15", "utf-8", Holder, "<card_holder_name>caf\u00E9</card_holder_name>") },
        { SimulatedFault.DuplicateField(), With(Transaction, Transaction + Transaction) },
        { SimulatedFault.ConflictingField(), With(Transaction, Transaction + Declined) },
        { SimulatedDipsFault.EmptyFields, Right.Replace(Fields + Codes, Emptied(""), StringComparison.Ordinal) },
        { SimulatedDipsFault.DashFields, Right.Replace(Fields + Codes, Emptied("-"), StringComparison.Ordinal) },
        { SimulatedDipsFault.NoFields, With(Fields + Codes, Urls) },
        { SimulatedFault.LeadingNewline, "\r\n" + Right },
        { SimulatedDipsFault.FormPrefix, "ResponseFile=" + Right },
        { SimulatedConvergeGateFault.NoDeclaration, With(Declaration, "") },
        { SimulatedFault.ByteOrderMark, "\u00EF\u00BB\u00BF" + Right },
        { SimulatedConvergeGateFault.DeepNesting(2), With(Transaction, "<a><a>" + Transaction + "</a></a>") },
        { SimulatedConvergeGateFault.EntityBomb, With(" approved=\"yes\"", " approved=\"&b9;\"", Declaration, Declaration + Bomb()) },
        { SimulatedFault.HtmlPage, "<!DOCTYPE html>\n<html><body><h1>We will be back soon</h1></body></html>\n" },
        { SimulatedFault.EmptyBody, "" },
        { SimulatedFault.TruncatedBody, "half" },
        { SimulatedConvergeGateFault.OmittedEmpties, Right },
        { SimulatedConvergeGateFault.BlankValues, Right },
    };

    public async ValueTask InitializeAsync()
    {
        _merchant = await MerchantEndpoint.StartAsync(null, Ct);
        _gateway = await DesjardinsSimulator.StartAsync(cancellationToken: Ct);
        _gateway.Put(SimulatedDipsTransaction.Of("ORDER1", DipsOutcome.Approved) with { Date = "26/01/02 03:04:05" });
        _client = new DipsClient(_gateway.Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _gateway.DisposeAsync();
        await _merchant.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(ContentFaults), DisableDiscoveryEnumeration = true)]
    public async Task Fault_changes_exactly_its_part_of_step_4(SimulatedFault fault, string expected)
    {
        var url = _merchant.Url.ToString();
        var right = Right.Replace("URL", url, StringComparison.Ordinal);
        if (expected == "half") expected = right[..(right.Length / 2)];
        _gateway.CallbackFaults.Next(fault);

        var (text, contentType) = await SendQueryAsync();

        Assert.Equal(expected.Replace("URL", url, StringComparison.Ordinal), text);
        Assert.Equal(fault.Kind == SimulatedFaultKind.HtmlPage ? "text/html" : "text/xml", contentType);
        Assert.Equal((right, "text/xml"), await SendQueryAsync());
    }

    [Fact]
    public async Task External_entity_is_declared_with_an_address_of_the_simulator_and_is_the_name_of_the_holder()
    {
        _gateway.CallbackFaults.Next(SimulatedConvergeGateFault.ExternalEntity);
        var entity = $"<!DOCTYPE request [<!ENTITY x SYSTEM \"{new Uri(_gateway.Endpoint, "/external-entity")}\">]>";

        var (text, _) = await SendQueryAsync();

        Assert.Equal(
            With(Declaration, Declaration + entity, Holder, "<card_holder_name>&x;</card_holder_name>")
                .Replace("URL", _merchant.Url.ToString(), StringComparison.Ordinal),
            text);
    }

    [Fact]
    public async Task Unrequested_transaction_follows_the_requested_one()
    {
        _gateway.CallbackFaults.Next(SimulatedDipsFault.UnrequestedTransactions);

        var (text, _) = await SendQueryAsync();

        Assert.Contains("</transaction><transaction id=\"SIMULATEDUNREQUESTED\" currency=\"CAD\" currencyText=\"CAD $ \" approved=\"yes\">"
            + "<terminal_id>00012345</terminal_id>", text, StringComparison.Ordinal);
        Assert.Contains("<transaction id=\"ORDER1\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_body_is_posted_with_its_type_or_that_of_the_gateway()
    {
        _gateway.CallbackFaults.Next(
            SimulatedFault.Body("a"), SimulatedFault.Body("b", "text/plain"), SimulatedFault.Body("c", contentType: null));

        Assert.Equal(("a", "text/xml"), await SendQueryAsync());
        Assert.Equal(("b", "text/plain"), await SendQueryAsync());
        Assert.Equal(("c", "text/xml"), await SendQueryAsync());
    }

    [Fact]
    public async Task Padded_body_begins_with_the_right_one_and_is_never_shorter()
    {
        var right = Right.Replace("URL", _merchant.Url.ToString(), StringComparison.Ordinal);
        _gateway.CallbackFaults.Next(SimulatedFault.HugeBody(right.Length + 3), SimulatedFault.HugeBody(1));

        Assert.Equal((right + "   ", "text/xml"), await SendQueryAsync());
        Assert.Equal((right, "text/xml"), await SendQueryAsync());
    }

    [Fact]
    public async Task Values_of_a_transaction_are_in_its_fields_and_empty_ones_are_blank_or_omitted_by_a_fault()
    {
        _gateway.Put(new SimulatedDipsTransaction
        {
            Id = "ORDER1",
            Approved = "a&\"<>'",
            Currency = null,
            CurrencyText = "",
            Amount = null,
            Language = "EN",
            TerminalId = "1",
            EcrNumber = "",
            CardHolderName = "\u20ac\u00a4\u0160\u00bc\u0178\u00e9\u65e5\ud83d\ude00\u007f",
            Date = "d",
            EffectiveDate = null,
            TransactionCode = "",
            ConditionCode = "2",
            IsoCode = "3",
            HostCode = "4",
            ActionCode = "5",
            CardType = "6",
            BatchNo = "7",
            SequenceNo = "8",
            ProcessInfo = "9",
            AuthorizationNo = "10",
            ReceiptText = "11",
            Receipt = "1]]>2",
        });
        var expected = Declaration + Start
            + "<transaction id=\"ORDER1\" currencyText=\"\" approved=\"a&amp;&quot;&lt;&gt;'\"><terminal_id>1</terminal_id>" + Urls
            + "<ecr_number></ecr_number><language>EN</language>"
            + "<card_holder_name>\u00A4&#164;\u00A6&#188;\u00BE\u00E9&#26085;&#128512;\u007f</card_holder_name><date>d</date>"
            + "<transaction_code></transaction_code><condition_code>2</condition_code><iso_code>3</iso_code><host_code>4</host_code>"
            + "<action_code>5</action_code><card_type>6</card_type><batch_no>7</batch_no><sequence_no>8</sequence_no>"
            + "<process_info>9</process_info><authorization_no>10</authorization_no><receipt_text>11</receipt_text>"
            + "<receipt><![CDATA[1]]]]><![CDATA[>2]]></receipt></transaction></merchant></request>";
        expected = expected.Replace("URL", _merchant.Url.ToString(), StringComparison.Ordinal);
        _gateway.CallbackFaults.Next(null, SimulatedConvergeGateFault.BlankValues, SimulatedConvergeGateFault.OmittedEmpties);

        Assert.Equal(expected, (await SendQueryAsync()).Text);
        Assert.Equal(
            expected.Replace("<ecr_number><", "<ecr_number> <", StringComparison.Ordinal)
                .Replace("<transaction_code><", "<transaction_code> <", StringComparison.Ordinal),
            (await SendQueryAsync()).Text);
        Assert.Equal(
            expected.Replace("<ecr_number></ecr_number>", "", StringComparison.Ordinal)
                .Replace("<transaction_code></transaction_code>", "", StringComparison.Ordinal),
            (await SendQueryAsync()).Text);
    }

    private static string Bomb()
    {
        var entities = Enumerable.Range(1, 9).Select(
            level => $"<!ENTITY b{level} \"" + string.Concat(Enumerable.Repeat($"&b{level - 1};", 10)) + "\">");
        return $"<!DOCTYPE request [<!ENTITY b0 \"yes\">{string.Concat(entities)}]>";
    }

    /// <summary>The fields of a transaction, all with the same value.</summary>
    private static string Emptied(string value)
    {
        string[] names =
        [
            "ecr_number", "amount", "language", "card_holder_name", "date", "effective_date", "transaction_code", "condition_code",
            "iso_code", "host_code", "action_code", "card_type", "batch_no", "sequence_no", "process_info", "authorization_no",
            "receipt_text", "receipt",
        ];
        return $"<terminal_id>{value}</terminal_id>{Urls}{string.Concat(names.Select(name => $"<{name}>{value}</{name}>"))}";
    }

    /// <summary>The right document with replaced parts: old, new, old, new.</summary>
    private static string With(params string[] changes)
    {
        var text = Right;
        foreach (var change in changes.Chunk(2))
        {
            Assert.Contains(change[0], text, StringComparison.Ordinal);
            text = text.Replace(change[0], change[1], StringComparison.Ordinal);
        }

        return text;
    }

    private async Task<(string Text, string ContentType)> SendQueryAsync()
    {
        await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
        var post = await _merchant.NextAsync(Ct);
        // The exchange ends before the next one begins.
        await _gateway.WaitForStep4Async(_gateway.Exchanges, Ct);
        return (Encoding.Latin1.GetString(post.Body), post.ContentType);
    }
}
