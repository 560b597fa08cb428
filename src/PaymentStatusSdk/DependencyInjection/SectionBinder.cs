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
        (options.SectionError, options.IsWrongSection) = SectionKeys<TOptions>.CheckWhole(section);
        if (options.IsWrongSection) return;
        var errors = SectionKeys<TOptions>.Check(section);
        options.SectionErrors.AddRange(errors);
        // What is sound is bound all the same, so that its own faults are in the same message.
        var sound = errors.Count == 0 ? section : Part(section, path => !errors.Any(fault => IsAtOrBelow(path, fault.Key)));
        if (CanBind(sound, options)) return;
        foreach (var key in sound.GetChildren().Select(child => child.Key))
        {
            if (!CanBind(Part(sound, path => IsAtOrBelow(path, key)), options)) options.SectionErrors.Add(SectionKeys<TOptions>.Unreadable(key));
        }

        // No key's fault: the adapter's own binding refuses.
        if (options.SectionErrors.Count == errors.Count) bind(sound, options);
    }

    private static IConfiguration Part(IConfiguration whole, Func<string, bool> isIn) =>
        new ConfigurationBuilder().AddInMemoryCollection(whole.AsEnumerable(makePathsRelative: true).Where(pair => isIn(pair.Key))).Build();

    private static bool IsAtOrBelow(string path, string key) =>
        path.StartsWith(key, StringComparison.OrdinalIgnoreCase) && (path.Length == key.Length || path[key.Length] == ':');

    // Types whose form we do not know are tried. The stock binder's exception quotes the value, which may be a misplaced secret.
    private bool CanBind(IConfiguration part, TOptions options)
    {
        try
        {
            bind(part, options);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
