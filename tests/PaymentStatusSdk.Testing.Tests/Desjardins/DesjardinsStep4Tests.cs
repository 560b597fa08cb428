using PaymentStatusSdk.Simulators.Desjardins;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>The transactions in step 4: their layout, charset and parameters, and those that are not valid yet or not known.</summary>
public sealed class DesjardinsStep4Tests : DesjardinsMerchantTest
{
    [Theory]
    [InlineData(DipsLayout.Flat, "<merchant id=\"100001\"><transaction id=\"ORDER1\"")]
    [InlineData(DipsLayout.Wrapped, "<merchant id=\"100001\"><transactions><transaction id=\"ORDER1\"")]
    [InlineData(DipsLayout.Nested,
        "<merchant id=\"100001\"><transactions><transaction id=\"SESSION1\" type=\"status\"><transactions><transaction id=\"ORDER1\"")]
    public async Task Results_are_located_according_to_the_layout(DipsLayout layout, string start)
    {
        await using var gateway = await StartAsync(new() { Layout = layout, ResponseRoot = true, InputAttribute = false });
        using var client = new DipsClient(gateway.Endpoint);

        await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1", "ORDER2");
        var post = await Merchant.NextAsync(Ct);
        await gateway.WaitForStep4Async(1, Ct);

        Assert.Contains("?><response>" + start, post.Text, StringComparison.Ordinal);
        Assert.Equal("no", post.Approved("ORDER2"));
        Assert.True(gateway.Deliveries[0].Accepted);
    }

    [Fact]
    public async Task One_post_each_ends_the_exchange_with_the_last()
    {
        await using var gateway = await StartAsync(new() { Layout = DipsLayout.OnePostEach });
        using var client = new DipsClient(gateway.Endpoint);

        await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1", "ORDER2", "ORDER1", "MISSING");
        var first = await Merchant.NextAsync(Ct);
        var second = await Merchant.NextAsync(Ct);
        await gateway.WaitForStep4Async(2, Ct);

        Assert.Equal(["ORDER1"], first.TransactionIds);
        Assert.Equal(["ORDER2"], second.TransactionIds);
        Assert.Equal((1, 2, 4), (gateway.Exchanges, gateway.Callbacks, gateway.TransactionsQueried));
        Assert.False(gateway.HasOpenExchange);
    }

    [Theory]
    [InlineData(false, "ISO-8859-15", new byte[] { 0xE9, 0xA4 })]
    [InlineData(true, "UTF-8", new byte[] { 0xC3, 0xA9, 0xE2, 0x82, 0xAC })]
    public async Task Step_4_is_in_the_charset_that_it_declares(bool utf8, string charset, byte[] bytes)
    {
        await using var gateway = await StartAsync(new() { Utf8 = utf8 });
        using var client = new DipsClient(gateway.Endpoint);
        gateway.Put(SimulatedDipsTransaction.Of("ORDER1", DipsOutcome.Approved) with { CardHolderName = "\u00e9\u20ac\u65e5<&>" });

        await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");
        var post = await Merchant.NextAsync(Ct);

        byte[] expected = [.. "<card_holder_name>"u8, .. bytes, .. "&#26085;&lt;&amp;&gt;</card_holder_name>"u8];
        Assert.Contains($"encoding=\"{charset}\"", post.Text, StringComparison.Ordinal);
        Assert.True(post.Body.AsSpan().IndexOf(expected) > 0);
    }

    [Fact]
    public async Task Parameters_are_returned_in_the_query_and_in_urls_with_TrxId()
    {
        await using var gateway = await StartAsync(new());
        using var client = new DipsClient(gateway.Endpoint);
        var (id, key) = await client.LoginAsync(Ct);
        var url = DipsClient.Url(Merchant.Url, "<parameters><parameter name=\"corr\">a b&amp;c</parameter></parameters>");

        await client.PostAsync(DipsClient.Status(id, key, "<language>en</language>" + DipsClient.Targets("ORDER1") + url), Ct);
        var post = await Merchant.NextAsync(Ct);

        Assert.Equal("/dips/status/TOKEN?corr=a%20b%26c", post.Path);
        Assert.Contains(
            $"<urls><url name=\"response\"><path>{Merchant.Url}</path><parameters><parameter name=\"corr\">a b&amp;c</parameter>"
            + "<parameter name=\"TrxId\">ORDER1</parameter></parameters></url></urls>",
            post.Text,
            StringComparison.Ordinal);
        Assert.Contains("<language>EN</language>", post.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DipsYoungTransaction.Omit, new[] { "OLD" }, null)]
    [InlineData(DipsYoungTransaction.Partial, new[] { "OLD", "YOUNG", "PENDING" }, null)]
    [InlineData(DipsYoungTransaction.Stale, new[] { "OLD", "YOUNG", "PENDING" }, "no")]
    public async Task Target_younger_than_two_minutes_is_not_valid_yet(DipsYoungTransaction option, string[] ids, string? approved)
    {
        await using var gateway = await StartAsync(new() { YoungTransaction = option });
        using var client = new DipsClient(gateway.Endpoint);
        gateway.Put(SimulatedDipsTransaction.Of("OLD", DipsOutcome.Approved) with { SubmittedAt = Time.GetUtcNow().AddMinutes(-2) });
        gateway.Put(SimulatedDipsTransaction.Of("YOUNG", DipsOutcome.Approved) with { SubmittedAt = Time.GetUtcNow().AddSeconds(-119) });
        gateway.Put(SimulatedDipsTransaction.Of("PENDING", DipsOutcome.Pending));

        await client.SendQueryAsync(Merchant.Url, Ct, "OLD", "YOUNG", "PENDING");
        var first = await Merchant.NextAsync(Ct);
        await gateway.WaitForStep4Async(1, Ct);
        Time.Advance(TimeSpan.FromSeconds(1));
        gateway.Move("PENDING", DipsOutcome.Canceled);
        await client.SendQueryAsync(Merchant.Url, Ct, "YOUNG", "PENDING");
        var second = await Merchant.NextAsync(Ct);

        Assert.Equal(ids, first.TransactionIds);
        Assert.Equal("yes", first.Approved("OLD"));
        Assert.Equal(approved, first.Approved("YOUNG"));
        Assert.Equal("yes", second.Approved("YOUNG"));
        Assert.Equal("no", second.Approved("PENDING"));
        Assert.Throws<InvalidOperationException>(() => gateway.Move("PENDING", DipsOutcome.Approved));
    }

    [Fact]
    public async Task Unknown_target_is_omitted_or_has_an_error_or_fails_the_request()
    {
        await using var omitting = await StartAsync(new());
        await using var explaining = await StartAsync(new() { UnknownTransaction = DipsUnknownTransaction.TransactionError });
        await using var refusing = await StartAsync(new() { UnknownTransaction = DipsUnknownTransaction.RefuseRequest });

        Assert.Equal(["ORDER1"], (await SendQueryAsync(omitting)).TransactionIds);
        var answer = await SendQueryAsync(explaining);
        Assert.Contains("<transaction id=\"MISSING\"><error><code>WX99</code>", answer.Text, StringComparison.Ordinal);
        using var client = new DipsClient(refusing.Endpoint);
        Assert.Contains("WX03", await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1", "MISSING"), StringComparison.Ordinal);
        Assert.Equal("", await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1"));

        async Task<Step4Post> SendQueryAsync(DesjardinsSimulator gateway)
        {
            using var pending = new DipsClient(gateway.Endpoint);
            await pending.SendQueryAsync(Merchant.Url, Ct, "MISSING", "ORDER1");
            return await Merchant.NextAsync(Ct);
        }
    }
}
