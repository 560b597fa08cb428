using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.DependencyInjection;

/// <summary>
/// The options in force for one client. A change in the configuration is taken over when it validates; else the last good options stay,
/// the log says why, and <see cref="ReloadError"/> tells health checks.
/// </summary>
/// <remarks>Not <see cref="IOptionsMonitor{TOptions}"/>: that one throws a bad reload at whoever caused it, and has no last good value.</remarks>
internal sealed class GatewayOptionsSource<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>
    : IGatewayOptionsSource<TOptions>, IDisposable
    where TOptions : GatewayOptions
{
    private readonly string _name;
    private readonly IOptionsFactory<TOptions> _factory;
    private readonly ILogger _logger;
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Lock _reloading = new();
    private volatile TOptions _current;

    public GatewayOptionsSource(
        string name, IOptionsFactory<TOptions> factory, IEnumerable<IOptionsChangeTokenSource<TOptions>> changes, ILogger logger)
    {
        _name = name;
        _factory = factory;
        _logger = logger;
        var sources = changes.Where(source => source.Name == name).ToArray();
        var before = Array.ConvertAll(sources, source => source.GetChangeToken());
        _current = Create();
        foreach (var source in sources) _subscriptions.Add(ChangeToken.OnChange(source.GetChangeToken, Reload));
        // A secret that is changed while the host starts would otherwise stay the old one until the next change.
        if (Array.Exists(before, token => token.HasChanged)) Reload();
    }

    public TOptions Current => _current;

    public string? ReloadError { get; private set; }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
    }

    private TOptions Create()
    {
        try
        {
            return _factory.Create(_name);
        }
        catch (OptionsValidationException exception)
        {
            throw new OptionsValidationException(_name, typeof(TOptions), [OptionErrorText.Of(exception.Failures)]);
        }
    }

    private void Reload()
    {
        // Two changes at once must not leave the older one in force.
        lock (_reloading) ReloadOne();
    }

    private void ReloadOne()
    {
        try
        {
            _current = _factory.Create(_name);
            ReloadError = null;
            ClientLog.Reloaded(_logger, _name);
        }
        catch (OptionsValidationException exception)
        {
            Refuse(string.Join(" ", exception.Failures));
        }
        catch (Exception exception)
        {
            // A configure delegate of the merchant's; its text may quote a setting.
            Refuse($"Reading them threw {exception.GetType()}.");
        }
    }

    private void Refuse(string errors)
    {
        ReloadError = errors;
        ClientLog.ReloadRefused(_logger, _name, errors);
    }
}
