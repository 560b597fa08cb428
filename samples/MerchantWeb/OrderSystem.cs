namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Stands for the system that ships and cancels orders. The page can switch it off, to show what becomes of changes then.</summary>
internal sealed class OrderSystem(ILogger<OrderSystem> logger)
{
    private volatile bool _isUp = true;

    public bool IsUp
    {
        get => _isUp;
        set => _isUp = value;
    }

    /// <summary>Says what to do with an order. To say it twice is the same as once.</summary>
    /// <exception cref="OrderSystemDownException">It is switched off.</exception>
    public void Tell(string orderId, string whatToDo)
    {
        if (!IsUp) throw new OrderSystemDownException();
        logger.LogInformation("{Order}: {WhatToDo}", orderId, whatToDo);
    }
}
