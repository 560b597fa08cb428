using PaymentStatusSdk.Cli.Trigger;

namespace PaymentStatusSdk.Cli.Tests.Trigger;

public class TriggerGatewayTests
{
    [Theory]
    [InlineData("cards", "convergegate", "gateTransId", "merchantTransId", "state", true)]
    [InlineData("convergegate", "convergegate", "gateTransId", "merchantTransId", "state", true)]
    [InlineData("ppro", "ppro", "txId", "merchantTxId", "status", true)]
    [InlineData("desjardins", "desjardins", "id", null, "approved", false)]
    public void Gateway_has_the_members_of_its_control_api(
        string word, string name, string reference, string? merchantReference, string state, bool notifies)
    {
        var gateway = TriggerGateway.Of(word);

        Assert.Equal(
            (name, reference, merchantReference, state, notifies),
            (gateway.Name, gateway.Reference, gateway.MerchantReference, gateway.State, gateway.Notifies));
    }

    [Theory]
    [InlineData(
        "cards",
        "authorized=AUTHORIZED canceled=CANCELED captured=CAPTURED chargeback=CHARGEBACK declined=DECLINED error=ERROR pending=PENDING "
        + "refund-pending=REFUND_PENDING refunded=REFUNDED reversed=REVERSED")]
    [InlineData(
        "ppro",
        "awaited=SUCCEEDED/WAITING/ canceled=FAILED//USER_ABORT captured=SUCCEEDED/RECEIVED/ declined=FAILED//REMOTE_DECLINE "
        + "error=FAILED//REMOTE_ERROR expired=FAILED//TIMEOUT missing=SUCCEEDED/MISSING/ pending=PENDING")]
    [InlineData("desjardins", "canceled=Canceled captured=Approved declined=Declined error=NotCompleted pending=Pending")]
    public void Words_have_the_values_of_the_gateway(string gateway, string table)
    {
        var moves = TriggerGateway.Of(gateway).Moves.OrderBy(one => one.Key, StringComparer.Ordinal);

        Assert.Equal(table, string.Join(' ', moves.Select(one => $"{one.Key}={Show(one.Value)}")));
    }

    [Fact]
    public void Words_have_any_case()
    {
        Assert.Equal(new TriggerMove("CAPTURED"), TriggerGateway.Of("cards").MoveTo("Captured"));
        Assert.Null(TriggerGateway.Of("cards").MoveTo("expired"));
        Assert.Throws<ArgumentException>("name", () => TriggerGateway.Of("stripe"));
        Assert.Equal(["cards", "convergegate", "ppro", "desjardins"], TriggerGateway.Names.Select(name => name));
    }

    [Fact]
    public void Body_of_a_move_has_only_the_members_that_are_set()
    {
        Assert.Equal("{\"state\":\"CAPTURED\"}", new TriggerMove("CAPTURED").ToBody(force: false).ToJsonString());
        Assert.Equal(
            "{\"state\":\"SUCCEEDED\",\"fundsStatus\":\"WAITING\",\"force\":true}",
            new TriggerMove("SUCCEEDED", FundsStatus: "WAITING").ToBody(force: true).ToJsonString());
        Assert.Equal(
            "{\"state\":\"FAILED\",\"failReason\":\"TIMEOUT\"}",
            new TriggerMove("FAILED", FailReason: "TIMEOUT").ToBody(force: false).ToJsonString());
    }

    private static string Show(TriggerMove move) => move is { FundsStatus: null, FailReason: null }
        ? move.State
        : $"{move.State}/{move.FundsStatus}/{move.FailReason}";
}
