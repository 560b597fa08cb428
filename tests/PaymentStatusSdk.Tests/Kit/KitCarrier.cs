namespace PaymentStatusSdk.Tests.Kit;

public enum KitCarrier
{
    Unknown,
    Raw,
    Form,
}
