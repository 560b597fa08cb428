using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.DependencyInjection;

/// <summary>
/// Binds one client's section, and finds everything that is wrong with the section itself: the stock binder stops at the first fault.
/// </summary>
internal sealed class SectionBinder<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
    string name, IConfiguration section, Action<IConfiguration, TOptions> bind) : IConfigureNamedOptions<TOptions>
    where TOptions : GatewayOptions
{
    public void Configure(TOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? optionsName, TOptions options)
    {
        if (optionsName != name) return;
        options.SectionPath = (section as IConfigurationSection)?.Path;
        var faults = SectionKeys<TOptions>.Check(section);
        options.SectionFaults.AddRange(faults);
        bind(faults.Count == 0 ? section : Without(faults), options);
    }

    // What is sound is bound all the same, so that its own faults are in the same message.
    private IConfiguration Without(IReadOnlyList<OptionFault> faults)
    {
        var sound = section.AsEnumerable(makePathsRelative: true)
            .Where(pair => !faults.Any(fault => IsAtOrBelow(pair.Key, fault.Key)));
        return new ConfigurationBuilder().AddInMemoryCollection(sound).Build();
    }

    private static bool IsAtOrBelow(string path, string key) =>
        path.StartsWith(key, StringComparison.OrdinalIgnoreCase) && (path.Length == key.Length || path[key.Length] == ':');
}
