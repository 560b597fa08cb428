using Microsoft.Extensions.Configuration;

namespace PaymentStatusSdk.TestDoubles;

/// <summary>A configuration that a test can change while a host runs, like an edited settings file.</summary>
public sealed class ChangeableConfiguration : ConfigurationProvider, IConfigurationSource
{
    public ChangeableConfiguration(params (string Key, string? Value)[] settings)
    {
        foreach (var (key, value) in settings) Set(key, value);
        Root = new ConfigurationBuilder().Add(this).Build();
    }

    public IConfigurationRoot Root { get; }

    /// <summary>Sets values (null removes one) and notifies the listeners once.</summary>
    public void Change(params (string Key, string? Value)[] settings)
    {
        foreach (var (key, value) in settings)
        {
            if (value is null) Data.Remove(key);
            else Set(key, value);
        }

        OnReload();
    }

    IConfigurationProvider IConfigurationSource.Build(IConfigurationBuilder builder) => this;
}
