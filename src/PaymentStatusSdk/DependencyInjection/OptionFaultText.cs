namespace PaymentStatusSdk.DependencyInjection;

/// <summary>Puts several faults into one text, one a line: <c>OptionsValidationException</c> would join them by semicolons.</summary>
internal static class OptionFaultText
{
    public static string Of(IEnumerable<string> faults) => string.Join(Environment.NewLine, faults);
}
