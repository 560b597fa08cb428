using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.DependencyInjection;

/// <summary>Checks all clients when the host starts, so that one message tells all faults of all names.</summary>
internal sealed class StartupCheckValidator(IServiceProvider services, IEnumerable<GatewayEntry> entries) : IValidateOptions<StartupCheck>
{
    public ValidateOptionsResult Validate(string? name, StartupCheck options)
    {
        var faults = new List<string>();
        foreach (var entry in entries) faults.AddRange(entry.Validate(services));
        return OptionErrorText.Result(faults);
    }
}
