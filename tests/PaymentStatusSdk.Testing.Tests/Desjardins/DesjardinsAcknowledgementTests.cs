using System.Text;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>Which replies to step 4 are accepted, and what a delivery records.</summary>
public sealed class DesjardinsAcknowledgementTests : DesjardinsMerchantTest
{
    private const string Yes = "<transaction id=\"ORDER1\" accepted=\"yes\"/>";
    private const string Both = Yes + "<transaction id=\"ORDER2\" accepted=\"yes\"/>";

    [Theory]
    [InlineData(DipsLayout.Flat, "<response><merchant id=\"100001\">" + Both + "</merchant></response>", true)]
    [InlineData(DipsLayout.Flat, " \r\n<response><merchant id=\"100001\">" + Both + "</merchant></response>\n", true)]
    [InlineData(DipsLayout.Flat, "<response><merchant id=\"100001\">" + Yes + "</merchant></response>", false)]
    [InlineData(DipsLayout.Flat,
        "<response><merchant id=\"100001\">" + Both + "<transaction id=\"X\" accepted=\"no\"/></merchant></response>", false)]
    [InlineData(DipsLayout.Flat, "<response><merchant id=\"100001\">" + Both + "<transaction id=\"X\"/></merchant></response>", false)]
    [InlineData(DipsLayout.Flat, "<response><merchant id=\"100002\">" + Both + "</merchant></response>", false)]
    [InlineData(DipsLayout.Flat, "<response><merchant>" + Both + "</merchant></response>", false)]
    [InlineData(DipsLayout.Flat, "<response><other id=\"100001\">" + Both + "</other></response>", false)]
    [InlineData(DipsLayout.Flat, "<request><merchant id=\"100001\">" + Both + "</merchant></request>", false)]
    [InlineData(DipsLayout.Flat,
        "<response><merchant id=\"100001\"><transaction id=\"SESSION1\" accepted=\"yes\"/></merchant></response>", false)]
    [InlineData(DipsLayout.Nested,
        "<response><merchant id=\"100001\"><transaction id=\"SESSION1\" accepted=\"yes\"/></merchant></response>", true)]
    [InlineData(DipsLayout.Nested, "<response><merchant id=\"100001\">" + Both + "</merchant></response>", true)]
    [InlineData(DipsLayout.Nested, "<response><merchant id=\"100001\">" + Yes + "</merchant></response>", false)]
    public async Task Each_id_at_the_top_of_the_post_must_be_accepted(DipsLayout layout, string reply, bool isAccepted)
    {
        await using var gateway = await StartAsync(new() { Layout = layout });
        using var client = new DipsClient(gateway.Endpoint);
        Merchant.ReplyNext(200, reply);

        await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1", "ORDER2");
        await gateway.WaitForStep4Async(1, Ct);

        Assert.Equal(isAccepted, Assert.Single(gateway.Deliveries).Accepted);
    }

    [Theory]
    [InlineData(DipsAcknowledgement.Empty, " \t\r\n", true)]
    [InlineData(DipsAcknowledgement.Either, " \t\r\n", true)]
    [InlineData(DipsAcknowledgement.Either, "x", false)]
    [InlineData(DipsAcknowledgement.Xml, " \t\r\n", false)]
    public async Task Blank_reply_is_an_empty_one(DipsAcknowledgement option, string reply, bool isAccepted)
    {
        await using var gateway = await StartAsync(new() { Acknowledgement = option });
        using var client = new DipsClient(gateway.Endpoint);
        Merchant.ReplyNext(200, reply);

        await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");
        await gateway.WaitForStep4Async(1, Ct);

        Assert.Equal(isAccepted, Assert.Single(gateway.Deliveries).Accepted);
    }

    [Fact]
    public async Task Result_without_an_id_needs_no_acceptance_of_its_own()
    {
        await using var gateway = await StartAsync(new());
        using var client = new DipsClient(gateway.Endpoint);
        gateway.CallbackFaults.Next(SimulatedFault.NoId);
        Merchant.ReplyNext(200, "<response><merchant id=\"100001\"/></response>");

        await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");
        await gateway.WaitForStep4Async(1, Ct);

        Assert.True(Assert.Single(gateway.Deliveries).Accepted);
    }

    [Fact]
    public async Task Delivery_records_the_attempt_and_the_reply()
    {
        await using var gateway = await StartAsync(new());
        using var client = new DipsClient(gateway.Endpoint);
        Merchant.ReplyNext(418, "no");

        await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");
        var post = await Merchant.NextAsync(Ct);
        await gateway.WaitForStep4Async(1, Ct);

        var delivery = Assert.Single(gateway.Deliveries);
        Assert.Equal((Time.GetUtcNow(), Merchant.Url, "SESSION1", 1), (
            delivery.SentAt, delivery.Url, delivery.TransactionId, delivery.Attempt));
        Assert.Equal(post.Body, delivery.Body.ToArray());
        Assert.Equal(((int?)418, "no", "text/xml", false), (
            delivery.StatusCode, Encoding.ASCII.GetString(delivery.Reply.Span), delivery.ReplyContentType, delivery.Accepted));
        Assert.Null(delivery.Error);
    }

    [Fact]
    public async Task Parameters_are_appended_to_the_query_of_the_address()
    {
        await using var gateway = await StartAsync(new() { EchoUrls = false });
        using var client = new DipsClient(gateway.Endpoint);
        var (id, key) = await client.LoginAsync(Ct);
        var url = DipsClient.Url(
            new Uri(Merchant.Url + "?a=1"),
            "<parameters><parameter name=\"b\">2&amp;</parameter><parameter>3</parameter></parameters>");

        await client.PostAsync(DipsClient.Status(id, key, DipsClient.Targets("ORDER1") + url), Ct);
        var post = await Merchant.NextAsync(Ct);

        Assert.Equal("/dips/status/TOKEN?a=1&b=2%26&=3", post.Path);
        Assert.DoesNotContain("<urls>", post.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_post_each_is_one_post_for_a_single_transaction_and_for_none()
    {
        await using var gateway = await StartAsync(new() { Layout = DipsLayout.OnePostEach });
        using var client = new DipsClient(gateway.Endpoint);

        await client.SendQueryAsync(Merchant.Url, Ct, "ORDER2");
        Assert.Equal(["ORDER2"], (await Merchant.NextAsync(Ct)).TransactionIds);
        await gateway.WaitForStep4Async(1, Ct);
        await client.SendQueryAsync(Merchant.Url, Ct, "MISSING");
        Assert.Empty((await Merchant.NextAsync(Ct)).TransactionIds);
        await gateway.WaitForStep4Async(2, Ct);

        Assert.Equal((2, 2, 2), (gateway.Exchanges, gateway.Callbacks, gateway.TransactionsQueried));
    }

    [Fact]
    public async Task Transaction_with_an_error_has_no_fields()
    {
        await using var gateway = await StartAsync(new());
        using var client = new DipsClient(gateway.Endpoint);
        gateway.Put(SimulatedDipsTransaction.Of("ORDER1", DipsOutcome.Approved) with { ErrorCode = "E1" });

        await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");

        Assert.Contains(
            "><transaction id=\"ORDER1\"><error><code>E1</code><message><![CDATA[ Simulated error of one transaction ]]></message></error>"
            + "</transaction></merchant>",
            (await Merchant.NextAsync(Ct)).Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(29_999, true)]
    [InlineData(30_000, false)]
    public async Task Exchange_without_a_step_4_is_open_for_30_seconds(int milliseconds, bool isOpen)
    {
        await using var gateway = await StartAsync(new());
        using var client = new DipsClient(gateway.Endpoint);
        gateway.CallbackFaults.Next(SimulatedDipsFault.NoCallback);
        Assert.False(gateway.HasOpenExchange);

        await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");
        Time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(isOpen, gateway.HasOpenExchange);
        var answer = await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");
        Assert.Equal(isOpen, answer.Contains("Another Status transaction is still being executed", StringComparison.Ordinal));
        Assert.Equal((isOpen ? 1 : 0, isOpen ? 1 : 2), (gateway.OverlapsSeen, gateway.Exchanges));
    }

    [Fact]
    public async Task Waits_end_when_their_number_is_reached()
    {
        await using var gateway = await StartAsync(new());
        using var client = new DipsClient(gateway.Endpoint);
        var (first, second) = (gateway.WaitForExchangesAsync(1, Ct), gateway.WaitForExchangesAsync(2, Ct));
        Assert.True(gateway.WaitForExchangesAsync(0, Ct).IsCompleted);

        await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");
        await first;
        await gateway.WaitForStep4Async(1, Ct);
        Assert.False(second.IsCompleted);
        await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");
        await second;

        Assert.True(gateway.WaitForExchangesAsync(2, Ct).IsCompleted);
        Assert.False(gateway.WaitForExchangesAsync(3, Ct).IsCompleted);
    }
}
