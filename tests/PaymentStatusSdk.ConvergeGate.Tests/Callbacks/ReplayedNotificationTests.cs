using PaymentStatusSdk.Adapters.Callbacks;

namespace PaymentStatusSdk.ConvergeGate.Tests.Callbacks;

/// <summary>An attacker resends one genuine message with other texts in the fields that its checksum does not cover.</summary>
public sealed class ReplayedNotificationTests : IAsyncDisposable
{
    private readonly CallbackRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("850", "gatetransid")]
    [InlineData("850", "merchantspecific1")]
    [InlineData("860", "reason")]
    [InlineData("860", "time")]
    [InlineData("880", "merchanttransid")]
    [InlineData("880", "amount")]
    [InlineData("880", "transref")]
    public async Task Replay_with_another_unsigned_field_is_a_duplicate(string command, string field)
    {
        var captured = SignedNotifications.Xml(command);
        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(captured)).Verdict);

        for (var i = 0; i < 1_000; i++)
        {
            var reply = await _rig.PostAsync(Vary(captured, field, $"v-{i}-{new string('x', i % 60)}"));
            Assert.Equal((200, CallbackVerdict.Duplicate), (reply.StatusCode, reply.Verdict));
        }

        Assert.Single(_rig.Received);
    }

    [Fact]
    public async Task Flood_of_one_replay_drops_no_other_remembered_message()
    {
        await _rig.PostAsync(SignedNotifications.Xml("860"));
        var captured = SignedNotifications.Xml("850");

        for (var i = 0; i < 5_000; i++) await _rig.PostAsync(Vary(captured, "gatetransid", $"g-{i}"));

        Assert.Equal(CallbackVerdict.Duplicate, (await _rig.PostAsync(SignedNotifications.Xml("860"))).Verdict);
        Assert.Equal(2, _rig.Received.Count);
    }

    [Fact]
    public async Task States_under_one_checksum_are_delivered_a_limited_number_of_times_until_it_expires()
    {
        var captured = SignedNotifications.Xml("850");
        string[] states = ["CAPTURED", "DECLINED", "PENDING", "made up 1", "made up 2"];

        for (var i = 0; i < 1_000; i++)
            Assert.Equal(200, (await _rig.PostAsync(Vary(captured, "state", states[i % states.Length]))).StatusCode);
        Assert.Equal(16, _rig.Received.Count);

        _rig.Clock.Advance(ConvergeGateDefaults.NotificationMemory);
        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(captured)).Verdict);
    }

    [Theory]
    [InlineData("850", "ORDER1|1.00|EUR", "ORDER11|.00|EUR")]
    [InlineData("850", "ORDER1|1.00|EUR", "ORDER1|1.0|0EUR")]
    [InlineData("850", "ORDER1|1.00|EUR", "ORDER11.00EUR||")]
    [InlineData("850", "ORDER1|1.00|EUR", "ORDER11.00||EUR")]
    [InlineData("850", "ORDER-1|1.00|EUR", "ORDER|-11.00|EUR")]
    [InlineData("850", "ORDER+1|1.00|EUR", "ORDER|+11.00|EUR")]
    [InlineData("850", "ORDER0|1.00|EUR", "ORDER|01.00|EUR")]
    [InlineData("850", "ORDER1|1|EUR", "ORDER|11E|UR")]
    [InlineData("860", "gate1|1.00|SUCCESS", "gate11|.00|SUCCESS")]
    [InlineData("860", "gate1|1.00|SUCCESS", "gate1|1.|00SUCCESS")]
    [InlineData("860", "gate1|1.00|SUCCESS", "gate1|1.0|0SUCCESS")]
    [InlineData("860", "gate1|1.00|SUCCESS", "gate11.00SUCCESS||")]
    [InlineData("880", "gate1|CHARGEBACK", "gate|1CHARGEBACK")]
    [InlineData("880", "gate1|CHARGEBACK", "gate1CHARGEBACK|")]
    public async Task Signed_text_cannot_be_split_differently(string command, string genuine, string moved)
    {
        string[] names = command switch
        {
            "850" => ["merchanttransid", "amount", "curcode"],
            "860" => ["gatetransid", "amount", "status"],
            _ => ["gatetransid", "status"],
        };

        await _rig.RefusesAsync(SignedNotifications.Xml(command, fields => Set(fields, moved)));
        Assert.Equal(
            CallbackVerdict.Handled, (await _rig.PostAsync(SignedNotifications.Xml(command, fields => Set(fields, genuine)))).Verdict);

        void Set(Dictionary<string, string> fields, string values)
        {
            foreach (var (name, value) in names.Zip(values.Split('|'))) fields[name] = value;
        }
    }

    [Fact]
    public async Task Digits_moved_between_reference_and_amount_are_delivered_with_the_amount_of_the_reference()
    {
        await _rig.PostAsync(
            SignedNotifications.Xml("850", fields => (fields["merchanttransid"], fields["amount"]) = ("ORDER-1", "11.00")));
        await _rig.PostAsync(
            SignedNotifications.Xml("850", fields => (fields["merchanttransid"], fields["amount"]) = ("ORDER-11", "1.00")));

        Assert.Equal(
            [("ORDER-1", new Money(11m, "EUR")), ("ORDER-11", new Money(1m, "EUR"))],
            _rig.Received.Select(notification => (notification.MerchantReference!, notification.SignedAmount!)));
    }

    [Theory]
    [InlineData("850", false, true)]
    [InlineData("860", true, false)]
    [InlineData("880", true, false)]
    public async Task Notification_marks_the_signed_reference_and_queries_by_it(
        string command, bool isGatewayReferenceSigned, bool isMerchantReferenceSigned)
    {
        await _rig.PostAsync(SignedNotifications.Xml(command));

        var notification = Assert.Single(_rig.Received);
        Assert.Equal(
            (isGatewayReferenceSigned, isMerchantReferenceSigned),
                (notification.IsGatewayReferenceSigned, notification.IsMerchantReferenceSigned));
        var expected = isMerchantReferenceSigned
            ? TransactionQuery.ByMerchantReference(Answers.MerchantReference)
            : TransactionQuery.ByGatewayReference(Answers.GatewayReference);
        Assert.Equal(expected, notification.ToQuery());
        Assert.Equal(command == "850" ? new Money(125.45m, "EUR") : null, notification.SignedAmount);
    }

    private static string Vary(string xml, string field, string value)
    {
        var start = xml.IndexOf($"<{field}>", StringComparison.Ordinal) + field.Length + 2;
        return string.Concat(xml.AsSpan(0, start), value, xml.AsSpan(xml.IndexOf($"</{field}>", StringComparison.Ordinal)));
    }
}
