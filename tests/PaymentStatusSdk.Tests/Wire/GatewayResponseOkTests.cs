namespace PaymentStatusSdk.Tests.Wire;

public sealed class GatewayResponseOkTests
{
    [Fact]
    public async Task Status_200_is_an_answer()
    {
        await using var server = RawServer.Answering("a=b", "200 OK", "X-Header: 1\r\n");
        await using var rig = new WireRig();
        using var response = await rig.PostAsync(server.Address);

        response.ThrowIfNotSuccess();
        response.ThrowIfNotOk();
    }

    [Theory]
    [InlineData(201, TransactionStatusErrorKind.InvalidResponse)]
    [InlineData(202, TransactionStatusErrorKind.InvalidResponse)]
    [InlineData(203, TransactionStatusErrorKind.InvalidResponse)]
    [InlineData(401, TransactionStatusErrorKind.Authentication)]
    [InlineData(500, TransactionStatusErrorKind.Unavailable)]
    public async Task Other_status_is_no_answer_where_only_200_is_one(int status, TransactionStatusErrorKind kind)
    {
        await using var server = RawServer.Answering("a=b", $"{status} Said", "X-Header: 1\r\n");
        await using var rig = new WireRig();
        using var response = await rig.PostAsync(server.Address);
        if (status < 300) response.ThrowIfNotSuccess();

        var failure = Assert.Throws<TransactionStatusException>(response.ThrowIfNotOk);

        Assert.Equal(kind, failure.Kind);
        if (status < 300) Assert.Contains($"HTTP {status};", failure.Message, StringComparison.Ordinal);
    }
}
