using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Conformance.Tests;

public abstract class NewWordsTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    private const int UnmappedValue = 1001;

    public static TheoryData<string> Words => [.. new TFixture().NewWords.Select(word => word.Name)];

    [Theory]
    [MemberData(nameof(Words))]
    public async Task New_word_is_no_verdict_and_one_warning(string name)
    {
        using var telemetry = new TelemetryRecorder();
        await Gateway.StartAsync();
        var word = Gateway.NewWords.Single(word => word.Name == name);
        Gateway.Put(word);

        var first = await AskAsync();
        var second = await AskAsync();

        foreach (var result in new[] { first, second })
        {
            Assert.Equal(LookupOutcome.Answered, result.Outcome);
            Assert.Equal(
                (word.State, word.Finality, word.Funds, word.Reason), (result.State, result.Finality, result.Funds, result.Reason));
            Assert.Equal(word.Verdict, result.Verdict);
            Assert.Equal([StatusAnomalyKind.UnrecognizedValue], result.Anomalies.Select(anomaly => anomaly.Kind));
        }

        Assert.Single(Gateway.Log.Lines, line => line.EventId.Id == UnmappedValue);
        Assert.Equal(2, telemetry.Of(Gateway.Name, PaymentStatusTelemetry.UnmappedValues).Sum(measurement => measurement.Value));
    }

    [Fact]
    public async Task New_words_do_not_fill_the_log()
    {
        await Gateway.StartAsync();
        var word = Gateway.NewWords[0];
        var (field, _) = word.Wire.First();

        for (var i = 0; i < 150; i++)
        {
            Gateway.Put(
                Gateway.GatewayReference, Gateway.MerchantReference,
                new Dictionary<string, string>(word.Wire) { [field] = $"NEW_WORD_{i}" });
            Assert.Equal(PaymentState.Unknown, (await AskAsync()).State);
        }

        Assert.InRange(Gateway.Log.Lines.Count(line => line.EventId.Id == UnmappedValue), 1, 100);
    }

    [Fact]
    public async Task New_word_stays_in_the_answer_as_it_came()
    {
        await Gateway.StartAsync();
        var word = Gateway.NewWords[0];
        Gateway.Put(word);

        var result = await AskAsync();

        Assert.Equal(word.Wire.First().Value, result.Answer.State);
    }
}
