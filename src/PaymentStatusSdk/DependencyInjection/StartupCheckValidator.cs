using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.DependencyInjection;

/// <summary>Validates all clients when the host starts, so that one message reports all errors of all clients.</summary>
internal sealed class StartupCheckValidator(IServiceProvider services, IEnumerable<GatewayEntry> entries) : IValidateOptions<StartupCheck>
{
    public ValidateOptionsResult Validate(string? name, StartupCheck options)
    {
        var errors = new List<string>();
        foreach (var entry in entries) errors.AddRange(entry.Validate(services));
        return OptionErrorText.Result(errors);
    }
}
