using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>The notifications and calls that wake rows.</summary>
internal enum WakeKind
{
    CheckFirst,
    CheckSecond,
    CheckThird,
    SignedFirst,
    HintFirst,
    SignedMerchant,
    SignedAttempt1,
    SignedAttempt2,
    HintAttempt1,

    /// <summary>The notification signs the merchant reference, and the amount of the first attempt.</summary>
    MerchantWithFirstAmount,
    MerchantWithSecondAmount,

    /// <summary>The notification signs the merchant reference, and an amount that no attempt has.</summary>
    MerchantWithOtherAmount,

    /// <summary>The notification signs the gateway reference of the first attempt, and its amount.</summary>
    Attempt1WithOwnAmount,
}

/// <summary>Creates the calls that wake rows.</summary>
internal static class Wakes
{
    public static WakeRequest Of(WakeKind kind, DateTimeOffset now)
    {
        var call = new WakeRequest(now, now + Setting.Schedule.TrackFor);
        if (kind <= WakeKind.CheckThird) return call with { Id = (int)kind + 1 };
        var notification = call with { ClientName = Setting.Client, MinInterval = Setting.Options.NotificationInterval };
        return kind switch
        {
            WakeKind.SignedFirst => notification with { GatewayKey = Payments.First, IsGatewayKeySigned = true },
            WakeKind.HintFirst => notification with { GatewayKey = Payments.First },
            WakeKind.SignedMerchant => notification with { MerchantKey = Payments.Merchant, IsMerchantKeySigned = true },
            WakeKind.SignedAttempt1 => notification with { GatewayKey = Payments.ReferenceOf(1), IsGatewayKeySigned = true },
            WakeKind.SignedAttempt2 => notification with { GatewayKey = Payments.ReferenceOf(2), IsGatewayKeySigned = true },
            WakeKind.MerchantWithFirstAmount => OfMerchant(notification, Payments.FirstAmount),
            WakeKind.MerchantWithSecondAmount => OfMerchant(notification, Payments.SecondAmount),
            WakeKind.MerchantWithOtherAmount => OfMerchant(notification, Payments.OtherAmount),
            WakeKind.Attempt1WithOwnAmount => notification with
            {
                GatewayKey = Payments.ReferenceOf(1),
                MerchantKey = Payments.Merchant,
                IsGatewayKeySigned = true,
                Amount = Payments.FirstAmount,
            },
            _ => notification with { GatewayKey = Payments.ReferenceOf(1), MerchantKey = Payments.Merchant },
        };

        static WakeRequest OfMerchant(WakeRequest notification, Money amount) =>
            notification with { MerchantKey = Payments.Merchant, IsMerchantKeySigned = true, Amount = amount };
    }
}
