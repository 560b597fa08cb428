using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Kit;

public sealed class KitOptionsValidator : GatewayOptionsValidator<KitOptions>
{
    protected override void Check(KitOptions options, OptionErrors errors)
    {
        errors.RequireEndpoint(nameof(options.Endpoint), options.Endpoint, "give the address.");
        errors.RequireText(nameof(options.Secret), options.Secret, "give the secret.");
    }
}
