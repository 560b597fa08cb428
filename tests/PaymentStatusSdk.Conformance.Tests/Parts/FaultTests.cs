namespace PaymentStatusSdk.Conformance.Tests;

public abstract class FaultTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    public static TheoryData<string> Cases => [.. new TFixture().Faults.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Fault_ends_as_documented_and_the_next_query_works(string name)
    {
        await StartPlainAsync();
        var fault = Gateway.Faults.Single(fault => fault.Name == name);

        if (fault.Failure is { } kind) AssertFailure(fault, kind, await FailAsync(MeetAsync(fault)));
        else AssertResult(fault, await MeetAsync(fault));

        // Only the query reached the gateway: no redirect was followed, no entity fetched.
        var requests = (int)Gateway.Simulator.ReceivedCount;
        Assert.InRange(requests, 1, Gateway.RequestsPerExchange);
        await AssertNextQueryWorksAsync(requests);
        Assert.All(Gateway.Simulator.Received, request => Assert.Equal("POST", request.Method));
    }

    private static void AssertFailure(FaultCase fault, TransactionStatusErrorKind kind, TransactionStatusException failure) =>
        Assert.Equal((kind, FailureTable.Of(kind, fault.IsTransient).IsTransient), (failure.Kind, failure.IsTransient));

    private void AssertResult(FaultCase fault, TransactionStatusResult result)
    {
        var right = Gateway.Paid;
        Assert.Equal(fault.Outcome, result.Outcome);
        Assert.Equal(fault.Anomalies, result.Anomalies.Select(anomaly => anomaly.Kind).Distinct());
        if (!fault.IsRead)
        {
            AssertUnknown(result);
            return;
        }

        Assert.Equal(
            (right.State, right.Finality, right.Reason, right.Verdict), (result.State, result.Finality, result.Reason, result.Verdict));
        Assert.Equal(fault.IsFundsLost ? FundsState.Unknown : right.Funds, result.Funds);
    }
}
