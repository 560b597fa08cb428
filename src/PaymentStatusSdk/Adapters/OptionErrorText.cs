using Microsoft.Extensions.Options;

namespace PaymentStatusSdk.Adapters;

/// <summary>
/// Formats errors of options as one text, one line each: <see cref="OptionsValidationException"/> would join them by semicolons.
/// </summary>
public static class OptionErrorText
{
    /// <summary>Returns the result of a validation.</summary>
    /// <param name="errors">The errors, each as a sentence; empty when there are none.</param>
    public static ValidateOptionsResult Result(IReadOnlyCollection<string> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(Of(errors));
    }

    /// <summary>Returns the errors as one text.</summary>
    internal static string Of(IEnumerable<string> errors) => string.Join(Environment.NewLine, errors);
}
