namespace PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

/// <summary>The execution strategy of a context.</summary>
public enum Retries
{
    /// <summary>It does not retry.</summary>
    None,

    /// <summary>It retries injected failures without a delay.</summary>
    Injected,

    /// <summary>The strategy that the provider offers, if it has one.</summary>
    Provider,
}
