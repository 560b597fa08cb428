using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.DependencyInjection;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.DependencyInjection;

public sealed class SectionKeysTests
{
    private const string Known =
        "Address, Codes, Hosts, IOLimit, Ideal, Limits, Marks, Name, Ports, Ratio, Weights, Zones";

    [Theory]
    [InlineData("Xatio", "Ratio")]
    [InlineData("Ratix", "Ratio")]
    [InlineData("Rtio", "Ratio")]
    [InlineData("Raxtio", "Ratio")]
    [InlineData("Ratioxx", "Ratio")]
    [InlineData("Rabbo", "Ratio")]
    [InlineData("rabio", "Ratio")]
    [InlineData("Rat", "Ratio")]
    [InlineData("rAT", "Ratio")]
    [InlineData("MyRatioOfAll", "Ratio")]
    [InlineData("myrATIOofall", "Ratio")]
    [InlineData("Pors", "Ports")]
    public void Advice_on_an_unknown_key_is_the_setting_with_a_similar_name(string key, string expected) =>
        Assert.Equal([new OptionError(key, $"is not a setting of SectionOptions. Did you mean {expected}?")], Check((key, "1")));

    [Theory]
    [InlineData("Xyzzy")]
    [InlineData("Rabo")]
    [InlineData("Xabbo")]
    [InlineData("Handler")]
    [InlineData("Fixed")]
    [InlineData("Items")]
    public void Advice_on_a_key_without_a_similar_setting_is_the_list_of_all_that_the_binder_can_set(string key) =>
        Assert.Equal([new OptionError(key, $"is not a setting of SectionOptions. Known settings: {Known}.")], Check((key, "1")));

    [Theory]
    [InlineData("Address", "http://[bad", "cannot be read: it must be an address such as https://host/path.")]
    [InlineData("Ratio", "1,5", "cannot be read: it must be a number such as 0.5.")]
    [InlineData("IOLimit", "x", "cannot be read: it must be a whole number.")]
    [InlineData("Ideal", "", "cannot be read: it must be a whole number.")]
    [InlineData("Codes", "5", "is a list: specify its items as keys 0, 1, ...")]
    [InlineData("Limits", "5", "is a dictionary: specify its items as keys below it.")]
    public void Value_that_cannot_be_converted_is_an_error(string key, string value, string expected) =>
        Assert.Equal([new OptionError(key, expected)], Check((key, value)));

    [Theory]
    [InlineData("Address", "/relative")]
    [InlineData("Name", "any text")]
    [InlineData("Ratio", "1.5")]
    [InlineData("Ratio", "-1e3")]
    [InlineData("IOLimit", "5")]
    [InlineData("IOLimit", null)]
    [InlineData("Ideal", null)]
    [InlineData("Codes", "")]
    [InlineData("Codes", null)]
    [InlineData("Codes:0", "5")]
    [InlineData("Limits:any", "5")]
    public void Value_that_can_be_converted_is_no_error(string key, string? value) => Assert.Empty(Check((key, value)));

    [Theory]
    [InlineData("a:Ratio", "K:a")]
    [InlineData("a:b:c:d:e:Ratio", "K:a:b:c:d:e")]
    public void Section_below_the_given_one_is_advised_down_to_five_levels(string key, string expected)
    {
        var (error, isWrong) = SectionKeys<SectionOptions>.CheckWhole(Section((key, "1")));

        Assert.True(isWrong);
        Assert.Equal(
            $"The section K contains no setting of SectionOptions: did you mean the section below, GetSection(\"{expected}\")?", error);
    }

    [Fact]
    public void Advised_section_has_the_most_settings_and_is_the_outer_one_of_equals()
    {
        var outer = SectionKeys<SectionOptions>.CheckWhole(Section(("a:Ratio", "1"), ("a:b:Ratio", "1")));
        var most = SectionKeys<SectionOptions>.CheckWhole(Section(("a:Ratio", "1"), ("b:Ratio", "1"), ("b:Name", "1")));

        Assert.Contains("GetSection(\"K:a\")", outer.Error, StringComparison.Ordinal);
        Assert.Contains("GetSection(\"K:b\")", most.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ratio")]
    [InlineData("other")]
    [InlineData("a:other")]
    [InlineData("a:b:c:d:e:f:Ratio")]
    public void Section_with_a_setting_or_without_any_below_is_not_the_wrong_one(string key)
    {
        var (error, isWrong) = SectionKeys<SectionOptions>.CheckWhole(Section((key, "1")));

        Assert.Null(error);
        Assert.False(isWrong);
    }

    [Theory]
    [InlineData("Seed", "cannot be read: it must be base64.")]
    [InlineData("Tolerance", "cannot be read: it must be of type Decimal.")]
    [InlineData("Tenant", "cannot be read: it must be of type Guid.")]
    [InlineData("Codes", "cannot be read: an item has a key or a value of the wrong type.")]
    public void Setting_that_the_binder_cannot_read_is_described_by_its_type(string key, string expected) =>
        Assert.Equal(new OptionError(key, expected), SectionKeys<KitOptions>.Unreadable(key));

    private static IReadOnlyList<OptionError> Check(params (string Key, string? Value)[] settings) =>
        SectionKeys<SectionOptions>.Check(Section(settings));

    private static IConfigurationSection Section(params (string Key, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"K:{setting.Key}", setting.Value)))
        .Build()
        .GetSection("K");
}
