namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>NotFound is a statement of the gateway. An answer that is not understood is never NotFound.</summary>
public abstract class NotUnderstoodTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    public static TheoryData<string> Cases => [.. new TFixture().NotUnderstood.Select(answer => answer.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Answer_that_is_not_understood_is_not_reported_as_not_found(string name)
    {
        await StartPlainAsync();
        var answer = Gateway.NotUnderstood.Single(answer => answer.Name == name);

        var failure = await FailAsync(MeetAsync(answer));

        Assert.Equal(answer.Failure, failure.Kind);
        Assert.True(failure.IsTransient);
        await AssertNextQueryWorksAsync((int)Gateway.Simulator.ReceivedCount);
    }

    [Fact]
    public async Task Unknown_transaction_is_not_found()
    {
        await Gateway.StartAsync();

        var result = await Gateway.AttendAsync(null, () => QueryAsync(), Ct);

        Assert.Equal(LookupOutcome.NotFound, result.Outcome);
        AssertUnknown(result);
    }
}
