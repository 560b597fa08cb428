namespace PaymentStatusSdk.AspNetCore;

/// <summary>Settings of the callback endpoints.</summary>
public sealed class PaymentStatusCallbackOptions
{
    /// <summary>How long one message may take, from its first byte to the acknowledgement, the merchant's handlers included.</summary>
    /// <value>Default 20 seconds; 1 second to 5 minutes. PPRO is known to wait for 30 seconds (for a sister product).</value>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(20);

    internal void Validate()
    {
        if (TimeLimit < TimeSpan.FromSeconds(1) || TimeLimit > TimeSpan.FromMinutes(5))
            throw new ArgumentException($"{nameof(TimeLimit)} is {TimeLimit}; it must be from 1 second to 5 minutes.");
    }
}
