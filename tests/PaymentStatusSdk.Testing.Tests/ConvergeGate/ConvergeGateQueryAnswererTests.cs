using System.Text;
using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Testing.Tests.ConvergeGate;

/// <summary>Answers and refusals of queries, without a connection.</summary>
public sealed class ConvergeGateQueryAnswererTests
{
    private const string Id = "<gatetransid>g-1</gatetransid>";

    private readonly TransactionTable<SimulatedConvergeGateTransaction> _table = new(
        one => one.GateTransId, one => one.MerchantTransId, one => one.Steps, (one, step) => one with { State = step.State },
        StringComparer.Ordinal);

    public ConvergeGateQueryAnswererTests() => _table.Put(
        new SimulatedConvergeGateTransaction { GateTransId = "g-1", MerchantTransId = "m-1", State = "PENDING" }
            .ThenAfterQueries(0, "CAPTURED"));

    [Theory]
    [InlineData("709", Id, "g-1", "SUCCESS")]
    [InlineData("708", Id, "g-1", "<created>")]
    [InlineData("709", "<merchanttransid>m-1</merchanttransid>", "m-1", "SUCCESS")]
    [InlineData("709", Id + "<merchanttransid>m-2</merchanttransid>", "g-1", "SUCCESS")]
    [InlineData("709", "<gatetransid/><merchanttransid>m-1</merchanttransid>", "m-1", "SUCCESS")]
    [InlineData("709", "<gatetransid>m-1</gatetransid>", "m-1", "NOTFOUND")]
    [InlineData("709", "<merchanttransid>g-1</merchanttransid>", "g-1", "NOTFOUND")]
    [InlineData("709", "", "", "Transaction id is missing")]
    [InlineData("709", Id, "g-2", "Authentication failed")]
    [InlineData("700", Id, "g-1", "Unknown command")]
    public void Query_is_answered_by_its_fields(string command, string ids, string signedId, string expected)
    {
        var outcome = Answer(new(), Xml(command, ids, signedId));

        Assert.Contains(expected, Encoding.UTF8.GetString(outcome.Answer.Body.Span), StringComparison.Ordinal);
        Assert.Null(outcome.Answer.Instead);
        var isFound = expected is "SUCCESS" or "<created>";
        Assert.Equal(isFound ? "PENDING" : null, outcome.Before?.State);
        Assert.Equal(isFound ? "CAPTURED" : null, outcome.Now?.State);
        Assert.False(outcome.Notify);
    }

    [Theory]
    [InlineData("YES", true)]
    [InlineData("yes", false)]
    [InlineData("NO", false)]
    public void Notification_is_sent_for_yes(string notify, bool isSent) => Assert.Equal(
        isSent, Answer(new(), ConvergeGateRequest.ByGateId("g-1", notify: notify)).Notify);

    [Theory]
    [InlineData("<other/>", true)]
    [InlineData("<transaction/>", true)]
    [InlineData("missing", false)]
    [InlineData("g-1", false)]
    public void Only_a_refusal_is_replaced(string xml, bool isReplaced)
    {
        if (xml[0] != '<') xml = ConvergeGateRequest.ByGateId(xml);

        var outcome = Answer(new() { RejectWith = SimulatedFault.EmptyBody }, xml);

        Assert.Equal(isReplaced, outcome.Answer.Instead is { Kind: SimulatedFaultKind.EmptyBody });
        Assert.Equal(isReplaced, outcome.Answer.Instead is not null);
        Assert.Equal("application/xml; charset=utf-8", outcome.Answer.ContentType);
    }

    [Fact]
    public void Credentials_are_compared_together()
    {
        foreach (var (user, password) in new[] { ("x", ConvergeGateRequest.Password), (ConvergeGateRequest.User, "x") })
        {
            var checksum = ConvergeGateRequest.Sha1(user + password + "709g-1" + ConvergeGateRequest.Key);
            var outcome = Answer(new(), ConvergeGateRequest.Xml("709", Id, checksum, user: user, password: password));
            Assert.Contains("Authentication failed", Encoding.UTF8.GetString(outcome.Answer.Body.Span), StringComparison.Ordinal);
        }
    }

    private static string Xml(string command, string ids, string signed) => ConvergeGateRequest.Xml(
        command, ids,
        ConvergeGateRequest.Sha1(ConvergeGateRequest.User + ConvergeGateRequest.Password + command + signed + ConvergeGateRequest.Key));

    private ConvergeGateQueryAnswerer.Outcome Answer(ConvergeGateSimulatorOptions options, string xml) =>
        new ConvergeGateQueryAnswerer(options, _table).Answer(
            new SimulatorQuery(Encoding.UTF8.GetBytes(xml), RequestCarrier.Raw, null, false, new DefaultHttpContext()),
            new Uri("http://127.0.0.1/"));
}
