using Microsoft.Extensions.Configuration;

namespace PaymentStatusSdk.TestDoubles;

/// <summary>Settings that a test can change while a host runs: what an edited settings file is to a real one.</summary>
public sealed class ChangeableConfiguration : ConfigurationProvider, IConfigurationSource
{
    public ChangeableConfiguration(params (string Key, string? Value)[] settings)
    {
        foreach (var (key, value) in settings) Set(key, value);
        Root = new ConfigurationBuilder().Add(this).Build();
    }

    public IConfigurationRoot Root { get; }

    /// <summary>Sets values (null removes one) and tells the listeners once.</summary>
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
