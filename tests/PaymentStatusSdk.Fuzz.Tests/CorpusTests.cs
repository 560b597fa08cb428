using System.Globalization;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Targets;

namespace PaymentStatusSdk.Fuzz.Tests;

/// <summary>
/// Every rule of the fuzzer holds for the inputs from which it starts. With PAYMENTSTATUS_FUZZ_SECONDS, each target is then fuzzed for so
/// many seconds, so that the coverage of the readers can be measured.
/// </summary>
public sealed class CorpusTests
{
    private const int Seed = 1;
    private const int MaxSurprises = 10;

    public static TheoryData<string> Targets => [.. AllTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void No_input_causes_a_surprise(string name)
    {
        using var watchdog = new Watchdog(Path.Combine(AppContext.BaseDirectory, "surprises"));
        var surprises = new List<string>();
        var run = new TargetRun(
            AllTargets.Create(name), Seed, watchdog, MaxSurprises,
            (_, surprise, input) => surprises.Add($"{surprise.Oracle}: {surprise.Message}\n{Convert.ToBase64String(input)}"));

        run.Run(FuzzingTime());

        Assert.Empty(surprises);
        Assert.True(run.Executions > 0);
    }

    private static TimeSpan FuzzingTime() =>
        Environment.GetEnvironmentVariable("PAYMENTSTATUS_FUZZ_SECONDS") is { Length: > 0 } seconds
            ? TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))
            : TimeSpan.Zero;
}
