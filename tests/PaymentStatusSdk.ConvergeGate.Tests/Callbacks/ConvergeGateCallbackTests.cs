using PaymentStatusSdk.Adapters.Callbacks;

namespace PaymentStatusSdk.ConvergeGate.Tests.Callbacks;

public sealed class ConvergeGateCallbackTests : IAsyncDisposable
{
    private const string FormType = "application/x-www-form-urlencoded";

    private readonly CallbackRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("850", Answers.MerchantReference, "ack-ok.xml")]
    [InlineData("860", null, "ack-ok-gateway-id.xml")]
    [InlineData("880", Answers.MerchantReference, "ack-ok.xml")]
    public async Task Genuine_message_is_delivered_and_acknowledged_in_both_carriers(
        string command, string? merchantReference, string golden)
    {
        var raw = await _rig.PostAsync(SignedNotifications.Xml(command), "application/xml; charset=utf-8");
        _rig.Clock.Advance(ConvergeGateDefaults.NotificationMemory);
        var form = await _rig.PostAsync(SignedNotifications.Form(SignedNotifications.Xml(command)), FormType);

        foreach (var reply in new[] { raw, form })
        {
            Assert.Equal(
                (200, "application/xml; charset=utf-8", CallbackVerdict.Handled), (reply.StatusCode, reply.ContentType, reply.Verdict));
            Assert.Equal(WireFile.Read(golden), reply.Body.ToArray());
        }

        Assert.Equal(2, _rig.Received.Count);
        Assert.All(_rig.Received, notification => Assert.Equal(
            ("cards", command, Answers.GatewayReference, merchantReference),
            (notification.ClientName, notification.Message, notification.GatewayReference, notification.MerchantReference)));
        Assert.Equal(_rig.Clock.GetUtcNow(), _rig.Received[1].ReceivedAt);
    }

    [Fact]
    public async Task Published_vector_is_genuine_and_a_changed_one_is_not()
    {
        // V7 and V7x of PROTOCOL.md: 125.45 against 125.4.
        var genuine = SignedNotifications.Xml("850");
        Assert.Contains("<checksum>858f55dd15a6e5c9fb047424fd63ff04ad2c7101</checksum>", genuine, StringComparison.Ordinal);

        await _rig.RefusesAsync(genuine.Replace(
            "858f55dd15a6e5c9fb047424fd63ff04ad2c7101", "a81eaad4266d229077695bdc78745ac18c5b5c8f", StringComparison.Ordinal));
        Assert.Equal(200, (await _rig.PostAsync(genuine)).StatusCode);
    }

    [Fact]
    public async Task Root_of_the_acknowledgement_is_an_option()
    {
        await using var rig = new CallbackRig(o => o.AcknowledgementRoot = ConvergeGateAcknowledgementRoot.Transaction);

        var ok = await rig.PostAsync(SignedNotifications.Xml("850"));
        var error = await rig.PostAsync("<transaction/>");

        Assert.Equal(WireFile.Read("ack-ok-transaction.xml"), ok.Body.ToArray());
        Assert.Equal(WireFile.Read("ack-error-transaction.xml"), error.Body.ToArray());
    }

    [Theory]
    [MemberData(nameof(SignedNotifications.SignedFields), MemberType = typeof(SignedNotifications))]
    public async Task Change_of_a_signed_field_is_a_forgery(string command, string field)
    {
        var genuine = SignedNotifications.Xml(command);

        await _rig.RefusesAsync(genuine.Replace($"</{field}>", $"1</{field}>", StringComparison.Ordinal));
        if (field != "checksum") await _rig.RefusesAsync(genuine.Replace($"</{field}>", $" </{field}>", StringComparison.Ordinal));
        await _rig.RefusesAsync(genuine.Replace($"<{field}>", $"<{field}>x</{field}><{field}>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(" 125.45")]
    [InlineData("125.45 ")]
    [InlineData("\t125.450")]
    public async Task Text_is_signed_exactly_as_received(string amount) =>
        Assert.Equal(200, (await _rig.PostAsync(SignedNotifications.Xml("850", fields => fields["amount"] = amount))).StatusCode);

    [Fact]
    public async Task Escaped_texts_are_signed_unescaped()
    {
        var reply = await _rig.PostAsync(SignedNotifications.Xml("850", fields => fields["merchanttransid"] = "A&B<1>"));

        Assert.Equal("A&B<1>", Assert.Single(_rig.Received).MerchantReference);
        Assert.Contains(
            "<merchanttransid>A&amp;B&lt;1&gt;</merchanttransid>", System.Text.Encoding.UTF8.GetString(reply.Body.Span),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bare_ampersand_in_a_free_text_is_read_unless_disabled()
    {
        var dirty = SignedNotifications.Xml(
            "850", forge: xml => xml.Replace("<merchantspecific1>a", "<merchantspecific1>a & b", StringComparison.Ordinal));
        await using var strict = new CallbackRig(o => o.RepairAmpersands = false);

        Assert.Equal(200, (await _rig.PostAsync(dirty)).StatusCode);
        await strict.RefusesAsync(dirty);
    }

    [Fact]
    public async Task Hex_digits_have_no_case()
    {
        var upper = SignedNotifications.Xml("850", forge: xml => xml.Replace(
            "858f55dd15a6e5c9fb047424fd63ff04ad2c7101", "858F55DD15A6E5C9FB047424FD63FF04AD2C7101", StringComparison.Ordinal));

        Assert.Equal(200, (await _rig.PostAsync(upper)).StatusCode);
    }

    [Fact]
    public async Task State_is_not_covered_by_a_checksum_and_never_delivered()
    {
        var altered = SignedNotifications.Xml("850", forge: xml => xml.Replace("CAPTURED", "WHATEVER", StringComparison.Ordinal));

        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(altered)).Verdict);
        Assert.DoesNotContain("WHATEVER", Assert.Single(_rig.Received).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotated_secrets_overlap_and_end()
    {
        await using var rig = new CallbackRig(o => (o.PreviousApiPasswords, o.PreviousApiKeys) = (["old-password"], ["old-key"]));

        Assert.Equal(200, (await rig.PostAsync(SignedNotifications.Xml("850"))).StatusCode);
        Assert.Equal(200, (await rig.PostAsync(SignedNotifications.Xml("860", key: "old-key"))).StatusCode);
        Assert.Equal(200, (await rig.PostAsync(SignedNotifications.Xml("880", password: "old-password", key: "old-key"))).StatusCode);
        await rig.RefusesAsync(SignedNotifications.Xml("850", key: "older-key"));
        await rig.RefusesAsync(SignedNotifications.Xml("850", password: "older-password"));
        await rig.RefusesAsync(SignedNotifications.Xml("850", user: "old-password"));
        await _rig.RefusesAsync(SignedNotifications.Xml("850", key: "old-key"));
    }

    [Fact]
    public async Task Lists_of_former_secrets_that_are_null_are_empty()
    {
        await using var rig = new CallbackRig(o =>
        {
            o.PreviousApiPasswords = null!;
            o.PreviousApiKeys = null!;
        });

        await rig.RefusesAsync(SignedNotifications.Xml("850", key: "old-key"));
        await rig.RefusesAsync(SignedNotifications.Xml("850", password: "old-password"));
        Assert.Equal(CallbackVerdict.Handled, (await rig.PostAsync(SignedNotifications.Xml("850"))).Verdict);
    }

    [Fact]
    public void Callbacks_are_always_enabled() => Assert.True(_rig.Handler.IsEnabled);

    [Fact]
    public async Task Rebill_is_verified_acknowledged_and_ignored()
    {
        var reply = await _rig.PostAsync(SignedNotifications.Xml("870"));

        Assert.Equal((200, CallbackVerdict.Ignored), (reply.StatusCode, reply.Verdict));
        Assert.Empty(_rig.Received);
        await _rig.RefusesAsync(SignedNotifications.Xml("870", key: "wrong"));
    }

    [Theory]
    [InlineData("709")]
    [InlineData("890")]
    [InlineData("")]
    public async Task Message_with_an_unknown_checksum_rule_cannot_be_verified(string command) =>
        await _rig.RefusesAsync(SignedNotifications.Xml(command));

    [Fact]
    public async Task Genuine_message_without_a_transaction_is_ignored()
    {
        var reply = await _rig.PostAsync(
            SignedNotifications.Xml("850", fields => (fields["merchanttransid"], fields["gatetransid"]) = ("", " ")));

        Assert.Equal((200, CallbackVerdict.Ignored), (reply.StatusCode, reply.Verdict));
        Assert.Empty(_rig.Received);
    }

    [Fact]
    public async Task Repeated_message_is_a_duplicate_until_another_is_delivered_or_it_expires()
    {
        var captured = SignedNotifications.Xml("850");
        var refund = SignedNotifications.Xml("850", fields => fields["state"] = "REFUND PENDING");

        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(captured)).Verdict);
        Assert.Equal(CallbackVerdict.Duplicate, (await _rig.PostAsync(SignedNotifications.Form(captured), FormType)).Verdict);
        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(refund)).Verdict);
        // A declined refund: equal to the previous notification, and yet new.
        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(captured)).Verdict);
        _rig.Clock.Advance(ConvergeGateDefaults.NotificationMemory);
        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(captured)).Verdict);
        Assert.Equal(4, _rig.Received.Count);
    }

    [Fact]
    public async Task Handled_message_is_remembered_for_5_minutes()
    {
        var captured = SignedNotifications.Xml("850");

        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(captured)).Verdict);
        _rig.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Equal(CallbackVerdict.Duplicate, (await _rig.PostAsync(captured)).Verdict);
        _rig.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(captured)).Verdict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<response/>")]
    [InlineData("<transaction>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><transaction>&b;</transaction>")]
    [InlineData("<transaction><apiUser><b/></apiUser></transaction>")]
    [InlineData("\0")]
    public async Task Garbage_is_rejected_in_both_carriers(string garbage)
    {
        await _rig.RefusesAsync(garbage);
        await _rig.RefusesAsync(SignedNotifications.Form(garbage), FormType);
    }

    [Fact]
    public async Task Form_needs_exactly_one_field_that_can_be_decoded()
    {
        var form = SignedNotifications.Form(SignedNotifications.Xml("850"));

        await _rig.RefusesAsync($"{form}&{form}", FormType);
        await _rig.RefusesAsync(form.Replace("strdata", "strrequest", StringComparison.Ordinal), FormType);
        await _rig.RefusesAsync("strdata=%zz", FormType);
        Assert.Equal(200, (await _rig.PostAsync($"a=b&{form.Replace("%20", "+", StringComparison.Ordinal)}&c", FormType)).StatusCode);
    }

    [Fact]
    public async Task Reference_beyond_every_documented_length_is_rejected() =>
        await _rig.RefusesAsync(SignedNotifications.Xml("850", fields => fields["merchanttransid"] = new string('x', 101)));
}
