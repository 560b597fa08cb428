using Microsoft.Extensions.Options;

namespace PaymentStatusSdk.Adapters;

/// <summary>Puts the faults of options into one text, one a line: <see cref="OptionsValidationException"/> joins several by semicolons.</summary>
public static class OptionErrorText
{
    /// <summary>The result of a validation.</summary>
    /// <param name="errors">Everything that is wrong, each as a sentence; empty when nothing is.</param>
    public static ValidateOptionsResult Result(IReadOnlyCollection<string> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(Of(errors));
    }

    /// <summary>The faults as one text.</summary>
    internal static string Of(IEnumerable<string> errors) => string.Join(Environment.NewLine, errors);
}
