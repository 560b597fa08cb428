using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.DependencyInjection;

/// <summary>
/// The current options of one client. A valid change of the configuration replaces them; an invalid one is rejected with a log message and
/// reported to health checks by <see cref="ReloadError"/>.
/// </summary>
/// <remarks>
/// Replaces <see cref="IOptionsMonitor{TOptions}"/>, which throws a failed reload at its trigger and does not keep the last valid value.
/// </remarks>
internal sealed class GatewayOptionsSource<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
TOptions>
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
        // Otherwise a secret that changes during the start would stay outdated until the next change.
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
        catch (OptionsDefectException defect)
        {
            throw new OptionsValidationException(_name, typeof(TOptions), [LogDefect(defect)]);
        }
        catch (Exception exception)
        {
            LogDefect(exception);
            throw;
        }
    }

    private void Reload()
    {
        // With two concurrent changes, the newer one must win.
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
            Reject(OptionErrorText.Of(exception.Failures));
        }
        catch (Exception exception)
        {
            Reject(LogDefect(exception));
        }
    }

    /// <summary>Logs the types and the stack of an exception, and returns a text that names the cause.</summary>
    private string LogDefect(Exception exception)
    {
        // Another exception comes from a configure delegate of the merchant; its message may quote a setting.
        var what = exception is OptionsDefectException
            ? exception.Message
            : $"configuring its options threw {exception.GetType()}; check the delegate that was passed to its registration.";
        var message = $"Client '{_name}': {what}";
        var cause = exception is OptionsDefectException { InnerException: { } inner } ? inner : exception;
        ClientLog.DefectOutsideQuery(_logger, _name, message, ExceptionTrace.Describe(cause));
        return message;
    }

    private void Reject(string errors)
    {
        ReloadError = errors;
        ClientLog.ReloadRefused(_logger, _name, errors);
    }
}
