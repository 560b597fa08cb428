using System.Text;
using System.Text.Json;
using PaymentStatusSdk.Ppro.Protocol;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>Secrets in an answer are redacted, and their redaction changes no meaning.</summary>
public sealed class PproSecretsTests
{
    [Fact]
    public void Secrets_in_the_message_are_redacted()
    {
        var text = "test123 s3cr3t https://r.example/process?tx=1&rs=12h2&cs=abcdef end";

        var parsed = PproWire.Read(PproWire.Found($"STATUS=PENDING&REDIRECTSECRET=s3cr3t&ERRMSG={Uri.EscapeDataString(text)}"));

        Assert.Equal("*** *** https://r.example/process?tx=1&rs=***&cs=*** end", parsed.Answer.Message);
    }

    // Secrets are redacted where an unknown value is quoted, not where a value is read.
    [Fact]
    public void Password_that_is_part_of_a_known_value_changes_no_meaning()
    {
        var options = PproWire.Options();
        options.Password = "CE";

        var parsed = PproResponse.Read(
            Encoding.ASCII.GetBytes(PproWire.Found("STATUS=SUCCEEDED&FUNDSSTATUS=RECEIVED")),
            TransactionQuery.ByGatewayReference(PproWire.TxId), new PproRequest(options));

        Assert.Equal((PaymentState.Captured, FundsState.Received), (parsed.State, parsed.Funds));
        Assert.Empty(parsed.Anomalies);
    }

    public static TheoryData<string> Echoes => new(
        PproWire.Found("STATUS=TEST123"),
        PproWire.Found("STATUS=FAILED&FAILREASON=TEST123"),
        PproWire.Found("STATUS=SUCCEEDED&FUNDSSTATUS=TEST123"),
        PproWire.Found("STATUS=PENDING&TAG=test123&CHANNEL=test123&ERRMSG=password%20test123"),
        "REQUESTSTATUS=FAILED&STATUS=FAILED&TXID=0&REQUESTFAILREASON=TEST123&ERRMSG=test123",
        "REQUESTSTATUS=FAILED&STATUS=FAILED&TXID=test123&REQUESTFAILREASON=TX_NOT_FOUND&ERRMSG=test123",
        "REQUESTSTATUS=TEST123");

    [Theory]
    [MemberData(nameof(Echoes))]
    public void Echoed_password_is_not_reported(string body)
    {
        var texts = new List<string>();

        try
        {
            var parsed = PproWire.Read(body);
            texts.AddRange(parsed.Anomalies.Select(anomaly => anomaly.Text));
            texts.AddRange([JsonSerializer.Serialize(parsed.Answer), parsed.Answer.ToString()]);
        }
        catch (TransactionStatusException exception)
        {
            texts.AddRange([exception.ToString(), exception.GatewayCode ?? ""]);
        }

        Assert.DoesNotContain(texts, text => text.Contains(PproWire.Options().Password, StringComparison.OrdinalIgnoreCase));
    }
}
