namespace PaymentStatusSdk.Tests.Wire;

public sealed class GatewayResponseTests
{
    private const string Quoted = "never-quoted";

    [Theory]
    [InlineData(401, TransactionStatusErrorKind.Authentication, false)]
    [InlineData(403, TransactionStatusErrorKind.Authentication, false)]
    [InlineData(429, TransactionStatusErrorKind.RateLimited, true)]
    [InlineData(408, TransactionStatusErrorKind.Unavailable, true)]
    [InlineData(425, TransactionStatusErrorKind.Unavailable, true)]
    [InlineData(500, TransactionStatusErrorKind.Unavailable, true)]
    [InlineData(503, TransactionStatusErrorKind.Unavailable, true)]
    [InlineData(599, TransactionStatusErrorKind.Unavailable, true)]
    [InlineData(400, TransactionStatusErrorKind.Rejected, false)]
    [InlineData(404, TransactionStatusErrorKind.Rejected, false)]
    [InlineData(302, TransactionStatusErrorKind.InvalidResponse, true)]
    [InlineData(304, TransactionStatusErrorKind.InvalidResponse, true)]
    public async Task Status_other_than_success_is_a_failure_of_its_kind(int status, TransactionStatusErrorKind kind, bool transient)
    {
        await using var server = RawServer.Answering(
            status == 304 ? "" : Quoted, $"{status} Said", "Retry-After: 7\r\nLocation: /elsewhere\r\n");
        await using var rig = new WireRig();
        using var response = await rig.PostAsync(server.Address);

        var failure = Assert.Throws<TransactionStatusException>(response.ThrowIfNotSuccess);

        Assert.Equal((kind, transient), (failure.Kind, failure.IsTransient));
        Assert.Equal(
            kind is TransactionStatusErrorKind.RateLimited or TransactionStatusErrorKind.Unavailable ? TimeSpan.FromSeconds(7) : null,
            failure.RetryAfter);
        Assert.DoesNotContain(Quoted, failure.ToString(), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }
}
