using System.Text;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.ConvergeGate.Callbacks;

namespace PaymentStatusSdk.ConvergeGate.Tests.Callbacks;

/// <summary>Which elements of a notification count, and the form in which its fields are delivered.</summary>
public sealed class ConvergeGateNotificationTests : IAsyncDisposable
{
    private readonly CallbackRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("850")]
    [InlineData("860")]
    [InlineData("870")]
    [InlineData("880")]
    public async Task Signed_fields_below_another_root_are_rejected(string command) =>
        await _rig.RefusesAsync(SignedNotifications.Xml(command, forge: Replace("transaction>", "response>")));

    [Theory]
    [MemberData(nameof(SignedNotifications.SignedFields), MemberType = typeof(SignedNotifications))]
    public async Task Signed_field_counts_once_and_directly_below_the_root(string command, string field)
    {
        var genuine = SignedNotifications.Xml(command);
        var nested = Replace($"<{field}>", $"<more><{field}>")(genuine);

        await _rig.RefusesAsync(Replace($"</{field}>", $"</{field}></more>")(nested));
        await _rig.RefusesAsync(Replace($"</{field}>", $"</{field}><{field}>x</{field}>")(genuine));
        await _rig.RefusesAsync(Replace($"</{field}>", $"</{field}><{field}/>")(genuine));
        Assert.Equal(200, (await _rig.PostAsync(genuine)).StatusCode);
    }

    [Theory]
    [InlineData("850")]
    [InlineData("860")]
    [InlineData("880")]
    public async Task Fields_inside_another_element_are_ignored(string command)
    {
        const string Inner = "<more><gatetransid>other</gatetransid><merchanttransid>other</merchanttransid><amount>1.00</amount>"
            + "<curcode>USD</curcode><status>OTHER</status><state>DECLINED</state><checksum>0</checksum></more>";

        var before = await _rig.PostAsync(SignedNotifications.Xml(command, forge: Replace("<apiUser>", Inner + "<apiUser>")));
        var after = await _rig.PostAsync(SignedNotifications.Xml(command, forge: Replace("</checksum>", "</checksum>" + Inner)));

        Assert.Equal((CallbackVerdict.Handled, CallbackVerdict.Duplicate), (before.Verdict, after.Verdict));
        Assert.Equal(Answers.GatewayReference, Assert.Single(_rig.Received).GatewayReference);
    }

    [Fact]
    public async Task First_of_several_states_counts()
    {
        var captured = SignedNotifications.Xml("850");

        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(captured)).Verdict);
        var appended = await _rig.PostAsync(Replace("</state>", "</state><state>DECLINED</state>")(captured));
        var inserted = await _rig.PostAsync(Replace("<state>", "<state>DECLINED</state><state>")(captured));

        Assert.Equal((200, CallbackVerdict.Duplicate), (appended.StatusCode, appended.Verdict));
        Assert.Equal((200, CallbackVerdict.Handled), (inserted.StatusCode, inserted.Verdict));
    }

    [Fact]
    public void Missing_fields_count_as_empty_and_sign_nothing()
    {
        var message = ConvergeGateNotification.Read(Encoding.UTF8.GetBytes("<transaction/>"), charset: null, repairAmpersands: true);

        Assert.Equal(string.Empty, message.ApiUser);
        Assert.Equal(string.Empty, message.ApiPassword);
        Assert.Equal(string.Empty, message.Command);
        Assert.Null(message.Checksum);
        Assert.Null(message.SignedFields());
        Assert.Null(message.SignedAmount);
        Assert.Null(message.GatewayReference);
        Assert.Null(message.MerchantReference);
        Assert.Equal("", message.Content);
    }

    [Fact]
    public void Missing_reference_of_a_charge_is_no_part_of_its_content()
    {
        var message = ConvergeGateNotification.Read(
            Encoding.UTF8.GetBytes(
                "<transaction><apiCmd>850</apiCmd><amount>1.00</amount><curcode>EUR</curcode><state>CAPTURED</state></transaction>"),
            charset: null, repairAmpersands: true);

        Assert.Equal(" CAPTURED", message.Content);
        Assert.Equal(new Money(1m, "EUR"), message.SignedAmount);
        Assert.Equal("1.00EUR", message.SignedFields());
    }

    [Theory]
    [InlineData("860")]
    [InlineData("880")]
    public async Task Amount_whose_currency_is_not_signed_is_not_delivered(string command)
    {
        await _rig.PostAsync(SignedNotifications.Xml(command, fields => fields["curcode"] = "EUR"));

        Assert.Null(Assert.Single(_rig.Received).SignedAmount);
    }

    [Theory]
    [InlineData("850")]
    [InlineData("880")]
    public async Task References_of_100_characters_are_delivered(string command)
    {
        var reply = await _rig.PostAsync(WithReferences(command, 100, 100));

        Assert.Equal((200, CallbackVerdict.Handled), (reply.StatusCode, reply.Verdict));
        var notification = Assert.Single(_rig.Received);
        Assert.Equal(
            (new string('g', 100), new string('m', 100)), (notification.GatewayReference, notification.MerchantReference));
    }

    [Theory]
    [InlineData("850", 101, 100)]
    [InlineData("850", 100, 101)]
    [InlineData("880", 101, 100)]
    [InlineData("880", 100, 101)]
    public async Task Message_with_a_reference_of_more_than_100_characters_is_rejected(
        string command, int gatewayReferenceLength, int merchantReferenceLength) =>
        await _rig.RefusesAsync(WithReferences(command, gatewayReferenceLength, merchantReferenceLength));

    [Fact]
    public async Task References_are_delivered_and_acknowledged_without_surrounding_blanks()
    {
        var reply = await _rig.PostAsync(SignedNotifications.Xml("850", fields =>
            (fields["merchanttransid"], fields["gatetransid"]) = ($" {Answers.MerchantReference}\t", $"\n{Answers.GatewayReference} ")));

        var notification = Assert.Single(_rig.Received);
        Assert.Equal(
            (Answers.GatewayReference, Answers.MerchantReference), (notification.GatewayReference, notification.MerchantReference));
        Assert.Equal(WireFile.Read("ack-ok.xml"), reply.Body.ToArray());
    }

    [Fact]
    public async Task Damaged_unsigned_reference_is_omitted_when_a_later_field_is_damaged_too()
    {
        var xml = SignedNotifications.Xml("850", forge: Replace($">{Answers.GatewayReference}<", $">{Answers.GatewayReference}\u0001<"));

        var reply = await _rig.PostAsync(Replace(">CAPTURED<", ">CAPTURED\u0001<")(xml));

        Assert.Equal(CallbackVerdict.Handled, reply.Verdict);
        var notification = Assert.Single(_rig.Received);
        Assert.Null(notification.GatewayReference);
        Assert.Equal(Answers.MerchantReference, notification.MerchantReference);
    }

    private static string WithReferences(string command, int gatewayReferenceLength, int merchantReferenceLength) =>
        SignedNotifications.Xml(command, fields => (fields["gatetransid"], fields["merchanttransid"]) =
            (new string('g', gatewayReferenceLength), new string('m', merchantReferenceLength)));

    private static Func<string, string> Replace(string was, string becomes) => xml =>
    {
        Assert.Contains(was, xml, StringComparison.Ordinal);
        return xml.Replace(was, becomes, StringComparison.Ordinal);
    };
}
