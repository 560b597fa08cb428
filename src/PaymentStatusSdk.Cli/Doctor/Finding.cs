namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>One thing that was examined, and the result.</summary>
/// <param name="Subject">The client or the store.</param>
/// <param name="Check">The thing that was examined, such as <c>tls</c>.</param>
/// <param name="Level">The result.</param>
/// <param name="Text">The result in words.</param>
/// <param name="Advice">The next step; null when there is none.</param>
internal sealed record Finding(string Subject, string Check, FindingLevel Level, string Text, string? Advice = null);
