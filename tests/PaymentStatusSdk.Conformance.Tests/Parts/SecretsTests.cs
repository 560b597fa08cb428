using System.Text.Json;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>A made-up secret in every secret option and sensitive field, and a check of every place where it could leak.</summary>
public abstract class SecretsTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    private readonly TelemetryRecorder _telemetry = new();

    public static TheoryData<string> Echoes => [.. new TFixture().Echoes.Select(echo => echo.Name)];

    public static TheoryData<string> Cases => [.. new TFixture().Faults.Select(fault => fault.Name)];

    public static TheoryData<string> Surroundings => [.. new TFixture().AllScenarios.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Answer_that_contains_secrets_leaks_none(string name)
    {
        await Gateway.StartAsync(Plainly);
        Gateway.Put(Gateway.GatewayReference, Gateway.MerchantReference, Gateway.Echoes.Single(echo => echo.Name == name).Wire);

        await AssertNothingLeaksAsync(Gateway.Query);
        await AssertNothingLeaksAsync(Gateway.Query with { ExpectedAmount = new Money(1, "USD"), ExpectedMerchantReference = "another" });
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Fault_leaks_no_secret(string name)
    {
        await Gateway.StartAsync(Plainly);
        Gateway.Put(Gateway.GatewayReference, Gateway.MerchantReference, Gateway.Echoes[^1].Wire);

        await AssertNothingLeaksAsync(Gateway.Query, Gateway.Faults.Single(fault => fault.Name == name));
    }

    [Theory]
    [MemberData(nameof(Surroundings))]
    public async Task Failure_of_the_environment_leaks_no_secret(string name)
    {
        Gateway.AllScenarios.Single(scenario => scenario.Name == name).Arrange(Gateway);
        await Gateway.StartAsync(Plainly);

        await AssertNothingLeaksAsync(Gateway.Query);
    }

    [Fact]
    public async Task Timeout_retry_and_open_circuit_leak_no_secret()
    {
        await Gateway.StartAsync(options =>
        {
            Repeatedly(options);
            options.CircuitMinimumThroughput = 2;
        });
        var hold = new PaymentStatusSdk.Simulators.Faults.FaultHold();
        Faults.Always(PaymentStatusSdk.Simulators.Faults.SimulatedFault.Hold(hold));
        var pending = AssertNothingLeaksAsync(Gateway.Query);
        await hold.WaitForArrivalsAsync(1, Ct);
        // In one jump: a step may time out before, and the delay after it must not pass in the same move.
        Clock.Jump(10 * Second);
        await PassPauseAsync(pending, TimeSpan.Zero, 2 * Second);
        await hold.WaitForArrivalsAsync(2, Ct);
        Clock.Advance(10 * Second);
        await pending;

        await AssertNothingLeaksAsync(Gateway.Query);
    }

    [Fact]
    public async Task Exception_of_a_message_handler_is_not_quoted()
    {
        await Gateway.StartAsync(Plainly);
        Gateway.Wire.BeforeSending = _ =>
            throw new InvalidOperationException(string.Join(' ', Gateway.Secrets.Select(secret => secret.Value)));

        await AssertNothingLeaksAsync(Gateway.Query);
    }

    [Fact]
    public async Task Rejected_options_are_named_without_their_secrets()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => Gateway.ValidateAsync(Gateway.InvalidateSecrets));

        Assert.NotEmpty(refusal.Failures);
        AssertClean([refusal.ToString(), .. refusal.Failures]);
    }

    [Fact]
    public async Task Text_of_options_contains_no_secrets()
    {
        await Gateway.StartAsync();

        AssertClean([$"{Gateway.Options}", $"{Gateway.Client}", $"{Gateway.Client.Metadata}"]);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        _telemetry.Dispose();
        await base.DisposeAsyncCore();
    }

    private async Task AssertNothingLeaksAsync(TransactionQuery query, FaultCase? fault = null)
    {
        var seen = new List<string> { query.ToString() };
        try
        {
            seen.AddRange(TextsOf(await (fault is null ? QueryAsync(query) : MeetAsync(fault))));
        }
        catch (TransactionStatusException failure)
        {
            seen.AddRange([failure.ToString(), failure.Message, $"{failure.GatewayCode}"]);
            seen.AddRange(failure.Data.Keys.Cast<object>().Select(key => $"{key}={failure.Data[key]}"));
        }

        foreach (var line in Gateway.Log.Lines) seen.AddRange([$"log {line.EventId}: {line.Message}", line.Values, $"{line.Exception}"]);
        _telemetry.Observe();
        seen.AddRange(_telemetry.Texts());
        AssertClean(seen);
    }

    private static IEnumerable<string> TextsOf(TransactionStatusResult result)
    {
        yield return result.ToString();
        yield return result.Answer.ToString();
        yield return result.Answer.Fields.ToString();
        yield return result.Answer.SensitiveFields.ToString();
        yield return JsonSerializer.Serialize(result, PaymentStatusJsonContext.Default.TransactionStatusResult);
        yield return JsonSerializer.Serialize(result);
        foreach (var anomaly in result.Anomalies) yield return anomaly.ToString();
        if (StatusRules.Advance(null, result) is not { } belief) yield break;
        yield return belief.ToString();
        yield return JsonSerializer.Serialize(belief, PaymentStatusJsonContext.Default.StatusBelief);
    }

    private void AssertClean(IReadOnlyCollection<string> seen)
    {
        var derived = Gateway.DerivedSecrets().ToArray();
        foreach (var text in seen)
        {
            Assert.All(Gateway.Secrets, secret => Assert.False(secret.IsIn(text), $"{secret.Name} is in: {text}"));
            Assert.All(derived, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
        }
    }
}
