namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The switch of the system that ships and cancels orders. The page switches it off to show how undelivered changes are
/// handled.</summary>
internal sealed class OrderSystem
{
    private volatile bool _isUp = true;

    public bool IsUp
    {
        get => _isUp;
        set => _isUp = value;
    }
}
