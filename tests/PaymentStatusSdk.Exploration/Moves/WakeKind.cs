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
            _ => notification with { GatewayKey = Payments.ReferenceOf(1), MerchantKey = Payments.Merchant },
        };
    }
}
