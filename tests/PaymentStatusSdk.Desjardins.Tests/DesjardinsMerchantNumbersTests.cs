using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>Which merchant numbers identify the same account. PROTOCOL.md, step 4.</summary>
public sealed class DesjardinsMerchantNumbersTests
{
    // Numbers that differ only in leading zeros identify the same merchant; texts must be equal.
    [Theory]
    [InlineData("100001", "100001", true)]
    [InlineData("100001", "00100001", true)]
    [InlineData("00100001", "100001", true)]
    [InlineData("7", "07", true)]
    [InlineData("9", "09", true)]
    [InlineData("0", "00", true)]
    [InlineData("SHOP", "SHOP", true)]
    [InlineData("", "", true)]
    [InlineData("SHOP", "0SHOP", false)]
    [InlineData("0:", ":", false)]
    [InlineData("0~", "~", false)]
    [InlineData("0/", "/", false)]
    [InlineData("0", "", false)]
    [InlineData("", "0", false)]
    [InlineData("100001", "100002", false)]
    [InlineData("100001", "1000010", false)]
    public void Merchant_numbers_are_the_same_without_leading_zeros(string configured, string received, bool isSame) =>
        Assert.Equal(isSame, DesjardinsMerchantNumbers.IsSame(configured, received));
}
