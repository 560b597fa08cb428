using Microsoft.Extensions.Options;
using static System.FormattableString;

namespace PaymentStatusSdk.Adapters;

/// <summary>Checks one adapter's options: what all gateways share here, the rest in <see cref="Check"/>.</summary>
/// <remarks>Every fault is reported, in one message a client, each with the key to change.</remarks>
/// <typeparam name="TOptions">The adapter's options.</typeparam>
public abstract class GatewayOptionsValidator<TOptions> : IValidateOptions<TOptions>
    where TOptions : GatewayOptions
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan HalfSecond = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Everything else would only repeat that it is the wrong section.
        if (options.IsWrongSection) return ValidateOptionsResult.Fail(options.SectionFault!);
        var faults = new OptionFaults();
        foreach (var one in options.SectionFaults) faults.Add(one.Key, one.Text);
        CheckTimes(options, faults);
        CheckLimits(options, faults);
        CheckCircuit(options, faults);
        Check(options, faults);
        if (faults.All.Count == 0) return ValidateOptionsResult.Success;
        var place = options.SectionPath is { } path ? path + ":" : $"Gateway '{name}': ";
        var texts = faults.All.Select(fault => $"{place}{fault.Key} {fault.Text}");
        return ValidateOptionsResult.Fail(options.SectionFault is { } whole ? texts.Prepend(whole) : texts);
    }

    /// <summary>Checks what only this gateway has.</summary>
    protected abstract void Check(TOptions options, OptionFaults faults);

    private static void CheckTimes(TOptions options, OptionFaults faults)
    {
        faults.RequireRange(nameof(options.AttemptTimeout), options.AttemptTimeout, TimeSpan.FromSeconds(1), LongestTimeout);
        faults.RequireRange(nameof(options.TotalTimeout), options.TotalTimeout, TimeSpan.FromSeconds(1), LongestTimeout);
        if (options.AttemptTimeout <= LongestTimeout && options.AttemptTimeout > options.TotalTimeout)
            faults.Add(nameof(options.TotalTimeout), $"is {options.TotalTimeout}, shorter than AttemptTimeout ({options.AttemptTimeout}): raise it.");
        faults.RequireRange(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero, LongestPause);
        faults.RequireRange(nameof(options.MinRetryDelay), options.MinRetryDelay, TimeSpan.Zero, LongestPause);
        faults.RequireRange(nameof(options.QueueTimeout), options.QueueTimeout, TimeSpan.FromMilliseconds(1), Hour);
        faults.RequireRange(nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMilliseconds(100), LongestPause);
    }

    private static void CheckLimits(TOptions options, OptionFaults faults)
    {
        faults.RequireRange(nameof(options.MaxRetries), options.MaxRetries, 0, 10);
        faults.RequireRange(nameof(options.MaxConcurrentExchanges), options.MaxConcurrentExchanges, 1, 1_000);
        faults.RequireRange(nameof(options.QueueLimit), options.QueueLimit, 0, 100_000);
    }

    private static void CheckCircuit(TOptions options, OptionFaults faults)
    {
        if (!(options.CircuitFailureRatio is > 0 and <= 1))
            faults.Add(
                nameof(options.CircuitFailureRatio), Invariant($"is {options.CircuitFailureRatio}; it must be above 0 and at most 1."));
        faults.RequireRange(nameof(options.CircuitMinimumThroughput), options.CircuitMinimumThroughput, 2, 100_000);
        faults.RequireRange(nameof(options.CircuitSamplingDuration), options.CircuitSamplingDuration, HalfSecond, Hour);
        faults.RequireRange(nameof(options.CircuitBreakDuration), options.CircuitBreakDuration, HalfSecond, Hour);
    }
}
