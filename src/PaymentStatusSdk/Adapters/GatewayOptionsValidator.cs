using Microsoft.Extensions.Options;
using PaymentStatusSdk.DependencyInjection;
using static System.FormattableString;

namespace PaymentStatusSdk.Adapters;

/// <summary>
/// Validates the options of one adapter: the settings that all gateways share, and the adapter's own settings in <see cref="Check"/>.
/// </summary>
/// <remarks>One message per client reports every error, each with the key to change.</remarks>
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
        // Every other error would only repeat that this is the wrong section.
        if (options.IsWrongSection) return ValidateOptionsResult.Fail(options.SectionError!);
        var errors = new OptionErrors();
        foreach (var error in options.SectionErrors) errors.Add(error.Key, error.Text);
        CheckTimes(options, errors);
        CheckLimits(options, errors);
        CheckCircuit(options, errors);
        CheckOwn(options, errors);
        if (errors.All.Count == 0) return ValidateOptionsResult.Success;
        var place = options.SectionPath is { } path ? path + ":" : $"Client '{name}': ";
        var texts = errors.All.Select(error => $"{place}{error.Key} {error.Text}");
        return ValidateOptionsResult.Fail(options.SectionError is { } whole ? texts.Prepend(whole) : texts);
    }

    /// <summary>Validates the settings that only this gateway has.</summary>
    protected abstract void Check(TOptions options, OptionErrors errors);

    private void CheckOwn(TOptions options, OptionErrors errors)
    {
        try
        {
            Check(options, errors);
        }
        catch (Exception exception)
        {
            throw new OptionsDefectException(typeof(TOptions), nameof(Check), exception);
        }
    }

    private static void CheckTimes(TOptions options, OptionErrors errors)
    {
        errors.RequireRange(nameof(options.AttemptTimeout), options.AttemptTimeout, TimeSpan.FromSeconds(1), LongestTimeout);
        errors.RequireRange(nameof(options.TotalTimeout), options.TotalTimeout, TimeSpan.FromSeconds(1), LongestTimeout);
        if (options.AttemptTimeout <= LongestTimeout && options.AttemptTimeout > options.TotalTimeout)
            errors.Add(
                nameof(options.TotalTimeout),
                $"is {options.TotalTimeout}, shorter than AttemptTimeout ({options.AttemptTimeout}): raise it.");
        errors.RequireRange(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero, LongestPause);
        errors.RequireRange(nameof(options.MinRetryDelay), options.MinRetryDelay, TimeSpan.Zero, LongestPause);
        errors.RequireRange(nameof(options.QueueTimeout), options.QueueTimeout, TimeSpan.FromMilliseconds(1), Hour);
        errors.RequireRange(nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMilliseconds(100), LongestPause);
    }

    private static void CheckLimits(TOptions options, OptionErrors errors)
    {
        errors.RequireRange(nameof(options.MaxRetries), options.MaxRetries, 0, 10);
        errors.RequireRange(nameof(options.MaxConcurrentExchanges), options.MaxConcurrentExchanges, 1, 1_000);
        errors.RequireRange(nameof(options.QueueLimit), options.QueueLimit, 0, 100_000);
    }

    private static void CheckCircuit(TOptions options, OptionErrors errors)
    {
        if (!(options.CircuitFailureRatio is > 0 and <= 1))
            errors.Add(
                nameof(options.CircuitFailureRatio), Invariant($"is {options.CircuitFailureRatio}; it must be above 0 and at most 1."));
        errors.RequireRange(nameof(options.CircuitMinimumThroughput), options.CircuitMinimumThroughput, 2, 100_000);
        errors.RequireRange(nameof(options.CircuitSamplingDuration), options.CircuitSamplingDuration, HalfSecond, Hour);
        errors.RequireRange(nameof(options.CircuitBreakDuration), options.CircuitBreakDuration, HalfSecond, Hour);
    }
}
