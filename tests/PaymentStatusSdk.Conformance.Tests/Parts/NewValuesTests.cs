using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Conformance.Tests;

public abstract class NewValuesTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    private const int UnmappedValue = 1001;

    public static TheoryData<string> DocumentedValues => [.. new TFixture().NewValues.Select(value => value.Name)];

    [Theory]
    [MemberData(nameof(DocumentedValues))]
    public async Task New_value_has_no_verdict_and_one_warning(string name)
    {
        using var telemetry = new TelemetryRecorder();
        await Gateway.StartAsync();
        var value = Gateway.NewValues.Single(value => value.Name == name);
        Gateway.Put(value);

        var first = await QueryAsync();
        var second = await QueryAsync();

        foreach (var result in new[] { first, second })
        {
            Assert.Equal(LookupOutcome.Answered, result.Outcome);
            Assert.Equal(
                (value.State, value.Finality, value.Funds, value.Reason), (result.State, result.Finality, result.Funds, result.Reason));
            Assert.Equal(value.Verdict, result.Verdict);
            Assert.Equal([StatusAnomalyKind.UnrecognizedValue], result.Anomalies.Select(anomaly => anomaly.Kind));
        }

        Assert.Single(Gateway.Log.Lines, line => line.EventId.Id == UnmappedValue);
        Assert.Equal(2, telemetry.Of(Gateway.Name, PaymentStatusTelemetry.UnmappedValues).Sum(measurement => measurement.Value));
    }

    [Fact]
    public async Task New_values_do_not_fill_the_log()
    {
        await Gateway.StartAsync();
        var value = Gateway.NewValues[0];
        var (field, _) = value.Wire.First();

        for (var i = 0; i < 150; i++)
        {
            Gateway.Put(
                Gateway.GatewayReference, Gateway.MerchantReference,
                new Dictionary<string, string>(value.Wire) { [field] = $"NEW_WORD_{i}" });
            Assert.Equal(PaymentState.Unknown, (await QueryAsync()).State);
        }

        Assert.InRange(Gateway.Log.Lines.Count(line => line.EventId.Id == UnmappedValue), 1, 100);
    }

    [Fact]
    public async Task New_value_stays_unchanged_in_the_answer()
    {
        await Gateway.StartAsync();
        var value = Gateway.NewValues[0];
        Gateway.Put(value);

        var result = await QueryAsync();

        Assert.Equal(value.Wire.First().Value, result.Answer.State);
    }
}
