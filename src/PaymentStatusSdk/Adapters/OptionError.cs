namespace PaymentStatusSdk.Adapters;

/// <summary>One wrong setting.</summary>
/// <param name="Key">The option's name.</param>
/// <param name="Text">What is wrong and what to do, without the value of a secret.</param>
public readonly record struct OptionError(string Key, string Text);
