namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The switch of the system that ships and cancels orders. It is a row of the database, because every worker reads it.</summary>
internal sealed class OrderSystem
{
    /// <summary>The number of the only row.</summary>
    public const int Only = 1;

    public int Id { get; init; } = Only;

    /// <summary>Whether the system accepts instructions.</summary>
    public bool IsUp { get; init; }
}
