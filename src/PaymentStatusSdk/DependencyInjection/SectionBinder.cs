using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.DependencyInjection;

/// <summary>
/// Binds the section of one client, and finds all errors of the section itself: the standard binder stops at the first error.
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
        // The valid part is bound all the same, so that errors of its values are in the same message.
        var valid = errors.Count == 0 ? section : Part(section, path => !errors.Any(error => IsAtOrBelow(path, error.Key)));
        if (CanBind(valid, options)) return;
        foreach (var key in valid.GetChildren().Select(child => child.Key))
        {
            if (!CanBind(Part(valid, path => IsAtOrBelow(path, key)), options))
                options.SectionErrors.Add(SectionKeys<TOptions>.Unreadable(key));
        }

        // No single key is the cause: the adapter's own binding throws.
        if (options.SectionErrors.Count == errors.Count) Bind(valid, options);
    }

    private void Bind(IConfiguration valid, TOptions options)
    {
        try
        {
            bind(valid, options);
        }
        catch (Exception exception)
        {
            throw Defect(exception);
        }
    }

    private static OptionsDefectException Defect(Exception exception) =>
        new(typeof(TOptions), nameof(GatewayRegistration<>.Bind), exception);

    private static IConfiguration Part(IConfiguration whole, Func<string, bool> isIn) =>
        new ConfigurationBuilder().AddInMemoryCollection(whole.AsEnumerable(makePathsRelative: true).Where(pair => isIn(pair.Key))).Build();

    private static bool IsAtOrBelow(string path, string key) =>
        path.StartsWith(key, StringComparison.OrdinalIgnoreCase) && (path.Length == key.Length || path[key.Length] == ':');

    // For types of unknown format. The exception of the standard binder quotes the value, which may be a misplaced secret.
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
        catch (Exception exception)
        {
            throw Defect(exception);
        }
    }
}
