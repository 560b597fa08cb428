namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>Selects rows to wake.</summary>
/// <param name="Now">The current time, at which the rows become due.</param>
/// <param name="DeadlineAt">The earliest deadline of a row that had ended.</param>
public sealed record WakeRequest(DateTimeOffset Now, DateTimeOffset DeadlineAt)
{
    /// <summary>The row's number; null to select by keys.</summary>
    public long? Id { get; init; }

    /// <summary>The client; null when the number is set.</summary>
    public string? ClientName { get; init; }

    /// <summary>The gateway key in the notification; null for none.</summary>
    public string? GatewayKey { get; init; }

    /// <summary>The merchant key in the notification; null for none.</summary>
    public string? MerchantKey { get; init; }

    /// <summary>Whether the notification's signature covers the gateway key. The default is false.</summary>
    public bool IsGatewayKeySigned { get; init; }

    /// <summary>Whether the notification's signature covers the merchant key. The default is false.</summary>
    public bool IsMerchantKeySigned { get; init; }

    /// <summary>
    /// The amount that the notification's signature covers; null for none. A row of which no attempt has this amount is treated as if no
    /// key were signed.
    /// </summary>
    public Money? Amount { get; init; }

    /// <summary>The minimum time between the last check of a row and the check that this call causes; zero or more.</summary>
    /// <value>The default is zero.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan MinInterval
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    }
}
