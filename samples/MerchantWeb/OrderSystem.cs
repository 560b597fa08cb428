namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Simulates the system that ships and cancels orders. The page can switch it off to show how undelivered changes are
/// handled.</summary>
internal sealed class OrderSystem(ILogger<OrderSystem> logger)
{
    private volatile bool _isUp = true;

    public bool IsUp
    {
        get => _isUp;
        set => _isUp = value;
    }

    /// <summary>Passes an instruction for an order. Idempotent.</summary>
    /// <exception cref="OrderSystemDownException">The order system is switched off.</exception>
    public void Instruct(string orderId, string instruction)
    {
        if (!IsUp) throw new OrderSystemDownException();
        logger.LogInformation("{Order}: {Instruction}", orderId, instruction);
    }
}
