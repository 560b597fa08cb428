using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Kit;

public sealed class KitOptionsValidator : GatewayOptionsValidator<KitOptions>
{
    protected override void Check(KitOptions options, OptionFaults faults)
    {
        faults.RequireEndpoint(nameof(options.Endpoint), options.Endpoint, "give the address.");
        faults.RequireText(nameof(options.Secret), options.Secret, "give the secret.");
    }
}
