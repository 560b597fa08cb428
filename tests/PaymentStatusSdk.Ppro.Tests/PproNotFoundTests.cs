using System.Text;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>
/// TX_NOT_FOUND counts only when the answer describes no transaction: a payment that exists must never be reported as missing.
/// <c>PROTOCOL.md, decision table, row 4</c>
/// </summary>
public sealed class PproNotFoundTests
{
    private const string NotFound = "REQUESTSTATUS=FAILED&REQUESTFAILREASON=TX_NOT_FOUND";

    // PPRO's sample of a failed call has none of these fields: the answer contradicts itself, and the transaction may be paid.
    [Theory]
    [InlineData("STATUS=SUCCEEDED")]
    [InlineData("STATUS=PENDING")]
    [InlineData("STATUS=NEW")]
    [InlineData("FUNDSSTATUS=RECEIVED")]
    [InlineData("FUNDSSTATUS=NOT_EXPECTED")]
    [InlineData("FAILREASON=UNKNOWN")]
    [InlineData("REDIRECTURL=https%3A%2F%2Fr%2Eexample%2F")]
    [InlineData("REDIRECTURL=%FF")]
    [InlineData("REDIRECTSECRET=s3cr3t")]
    [InlineData("REDIRECTSECRET=%zz")]
    [InlineData("CHANNEL=sofort")]
    [InlineData("TAG=web")]
    [InlineData("TAG=%FF&ERRMSG=%FF")]
    public void Field_of_a_found_transaction_contradicts_not_found(string field)
    {
        var status = field.StartsWith("STATUS=", StringComparison.Ordinal) ? "" : "&STATUS=FAILED";

        AssertContradiction($"{NotFound}{status}&TXID=0&{field}", TransactionQuery.ByGatewayReference(PproWire.TxId));
        AssertContradiction($"{field}&{NotFound}&TXID=0", TransactionQuery.ByMerchantReference(PproWire.MerchantTxId));
    }

    // The request has one reference. PPRO knows the other one only of a transaction that exists.
    [Fact]
    public void Reference_that_was_not_queried_contradicts_not_found()
    {
        AssertContradiction(
            $"{NotFound}&TXID={PproWire.TxId}&MERCHANTTXID={PproWire.MerchantTxId}", TransactionQuery.ByGatewayReference(PproWire.TxId));
        AssertContradiction($"{NotFound}&TXID={PproWire.TxId}", TransactionQuery.ByMerchantReference(PproWire.MerchantTxId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&TXID=0")]
    [InlineData("&TXID=&MERCHANTTXID=")]
    [InlineData("&STATUS=&TXID=0&ERRMSG=Transaction%20not&20found")]
    [InlineData("&STATUS=FAILED&TXID=0&ERRMSG=%FF&NEW=1")]
    [InlineData("&STATUS=FAILED&TXID=0&FUNDSSTATUS=&FAILREASON=&REDIRECTURL=&REDIRECTSECRET=&CHANNEL=&TAG=")]
    public void Answer_without_a_transaction_is_not_found(string fields)
    {
        TransactionQuery[] queries =
        [
            TransactionQuery.ByGatewayReference(PproWire.TxId), TransactionQuery.ByMerchantReference(PproWire.MerchantTxId),
        ];
        foreach (var query in queries)
        {
            var parsed = PproWire.Read(Encoding.ASCII.GetBytes(NotFound + fields), query);

            Assert.Equal((LookupOutcome.NotFound, null, null), (parsed.Outcome, parsed.GatewayReference, parsed.MerchantReference));
        }
    }

    // The core compares what the answer repeats with the query: an answer that was mixed up is a mismatch.
    [Theory]
    [InlineData("&TXID=123887123", PproWire.TxId, "123887123", null)]
    [InlineData("&TXID=99", PproWire.TxId, "99", null)]
    [InlineData("&TXID=0&MERCHANTTXID=SALE1002", null, null, "SALE1002")]
    public void Repeated_reference_is_reported_for_the_comparison(
        string fields, string? txId, string? gatewayReference, string? merchantReference)
    {
        var query = txId is null
            ? TransactionQuery.ByMerchantReference(PproWire.MerchantTxId)
            : TransactionQuery.ByGatewayReference(txId);

        var parsed = PproWire.Read(Encoding.ASCII.GetBytes(NotFound + fields), query);

        Assert.Equal(
            (LookupOutcome.NotFound, gatewayReference, merchantReference),
            (parsed.Outcome, parsed.GatewayReference, parsed.MerchantReference));
    }

    private static void AssertContradiction(string body, TransactionQuery query)
    {
        var exception = Assert.Throws<TransactionStatusException>(() => PproWire.Read(Encoding.ASCII.GetBytes(body), query));

        Assert.Equal((TransactionStatusErrorKind.InvalidResponse, true), (exception.Kind, exception.IsTransient));
        Assert.Contains("but describes a transaction", exception.Message, StringComparison.Ordinal);
    }
}
