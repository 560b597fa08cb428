namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

/// <summary>The tests that share one host and one browser; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class MerchantWebGroup : ICollectionFixture<MerchantWebHost>
{
    public const string Name = "MerchantWeb";
}
