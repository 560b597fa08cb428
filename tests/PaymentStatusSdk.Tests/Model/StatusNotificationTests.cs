namespace PaymentStatusSdk.Tests.Model;

public sealed class StatusNotificationTests
{
    // An attacker can replace a reference that the signature does not cover: it neither selects the transaction nor checks the answer.
    [Theory]
    [InlineData("G1", "ORDER-1", false, false, "G1", null, "ORDER-1")]
    [InlineData("G1", "ORDER-1", true, false, "G1", null, null)]
    [InlineData("G1", "ORDER-1", false, true, null, "ORDER-1", null)]
    [InlineData("G1", "ORDER-1", true, true, "G1", null, "ORDER-1")]
    [InlineData("G1", null, false, false, "G1", null, null)]
    [InlineData("G1", null, true, false, "G1", null, null)]
    [InlineData("G1", null, false, true, "G1", null, null)]
    [InlineData("G1", null, true, true, "G1", null, null)]
    [InlineData(null, "ORDER-1", false, false, null, "ORDER-1", null)]
    [InlineData(null, "ORDER-1", true, false, null, "ORDER-1", null)]
    [InlineData(null, "ORDER-1", false, true, null, "ORDER-1", null)]
    [InlineData(null, "ORDER-1", true, true, null, "ORDER-1", null)]
    public void Query_uses_a_signed_reference_or_else_the_one_of_the_gateway(
        string? gatewayReference,
        string? merchantReference,
        bool isGatewayReferenceSigned,
        bool isMerchantReferenceSigned,
        string? byGatewayReference,
        string? byMerchantReference,
        string? expectedMerchantReference)
    {
        var notification = new StatusNotification
        {
            ClientName = "cards",
            Message = "850",
            GatewayReference = gatewayReference,
            MerchantReference = merchantReference,
            IsGatewayReferenceSigned = isGatewayReferenceSigned,
            IsMerchantReferenceSigned = isMerchantReferenceSigned,
        };
        var expected = new TransactionQuery
        {
            GatewayReference = byGatewayReference,
            MerchantReference = byMerchantReference,
            ExpectedMerchantReference = expectedMerchantReference,
        };

        Assert.Equal(expected, notification.ToQuery());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Notification_without_a_reference_makes_no_query(bool isSigned)
    {
        var notification = new StatusNotification
        {
            ClientName = "cards",
            Message = "850",
            IsGatewayReferenceSigned = isSigned,
            IsMerchantReferenceSigned = isSigned,
        };

        Assert.Throws<InvalidOperationException>(() => notification.ToQuery());
    }

    [Theory]
    [InlineData("G1", "ORDER-1", "cards 850 G1 ORDER-1")]
    [InlineData("G1", null, "cards 850 G1 -")]
    [InlineData(null, "ORDER-1", "cards 850 - ORDER-1")]
    public void Text_has_the_client_the_message_and_the_references(string? gatewayReference, string? merchantReference, string text)
    {
        var notification = new StatusNotification
        {
            ClientName = "cards",
            Message = "850",
            GatewayReference = gatewayReference,
            MerchantReference = merchantReference,
        };

        Assert.Equal(text, notification.ToString());
    }
}
