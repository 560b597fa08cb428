using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.DependencyInjection;

public sealed class ClientNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Z")]
    [InlineData("9")]
    [InlineData(".")]
    [InlineData("_")]
    [InlineData("-")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void Name_has_up_to_64_letters_digits_dots_underscores_and_dashes(string name)
    {
        using var services = Add(name).BuildServiceProvider();

        Assert.NotNull(services.GetKeyedService<ITransactionStatusClient>(name));
    }

    [Theory]
    [InlineData("~")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Other_name_is_rejected_at_registration(string name)
    {
        var failure = Assert.Throws<ArgumentException>(nameof(name), () => Add(name));

        Assert.StartsWith(
            $"'{name}' is not a valid client name: use 1 to 64 letters, digits, '.', '_' and '-'.", failure.Message,
            StringComparison.Ordinal);
    }

    private static IServiceCollection Add(string name) =>
        new ServiceCollection().AddPaymentStatus(gateways => gateways.AddKit(name, new KitAdapter()));
}
