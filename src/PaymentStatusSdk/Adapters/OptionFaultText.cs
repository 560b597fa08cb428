using Microsoft.Extensions.Options;

namespace PaymentStatusSdk.Adapters;

/// <summary>Puts the faults of options into one text, one a line: <see cref="OptionsValidationException"/> joins several by semicolons.</summary>
public static class OptionFaultText
{
    /// <summary>The result of a validation.</summary>
    /// <param name="faults">Everything that is wrong, each as a sentence; empty when nothing is.</param>
    public static ValidateOptionsResult Result(IReadOnlyCollection<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(Of(faults));
    }

    /// <summary>The faults as one text.</summary>
    internal static string Of(IEnumerable<string> faults) => string.Join(Environment.NewLine, faults);
}
