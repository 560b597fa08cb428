namespace PaymentStatusSdk.Adapters;

/// <summary>The error of one setting.</summary>
/// <param name="Key">The name of the setting.</param>
/// <param name="Text">A description of the error and what to do, without the value of a secret.</param>
public readonly record struct OptionError(string Key, string Text);
