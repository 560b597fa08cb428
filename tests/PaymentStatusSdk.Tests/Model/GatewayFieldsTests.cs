namespace PaymentStatusSdk.Tests.Model;

public sealed class GatewayFieldsTests
{
    [Fact]
    public void Field_is_found_by_its_exact_name()
    {
        var fields = new GatewayFields(new("country", "CA"), new("mop", "visa"), new("MOP", "amex"));

        Assert.Equal(("CA", "visa", "amex"), (fields["country"], fields["mop"], fields["MOP"]));
        Assert.Equal((true, false), (fields.ContainsKey("mop"), fields.ContainsKey("Mop")));
        Assert.True(fields.TryGetValue("country", out var country));
        Assert.Equal("CA", country);
        Assert.False(fields.TryGetValue("receipt", out var receipt));
        Assert.Null(receipt);
        Assert.Throws<KeyNotFoundException>(() => fields["receipt"]);
    }

    [Fact]
    public void Lookup_of_a_repeated_name_returns_its_first_value()
    {
        var fields = new GatewayFields(new("mop", "visa"), new("mop", "amex"));

        Assert.Equal("visa", fields["mop"]);
    }

    [Fact]
    public void Fields_compare_by_exact_names_and_values()
    {
        var fields = Of("mop", "visa");
        var same = Of("mop", "visa");
        GatewayFields[] others =
        [
            GatewayFields.Empty, Of("country", "visa"), Of("MOP", "visa"), Of("mop", "amex"), Of("mop", "VISA"),
            new GatewayFields(new("mop", "visa"), new("country", "CA")),
        ];

        Assert.True(fields.Equals(same));
        Assert.True(fields.Equals((object)same));
        Assert.Equal(fields.GetHashCode(), same.GetHashCode());
        Assert.All(others, other =>
        {
            Assert.False(fields.Equals(other));
            Assert.NotEqual(fields.GetHashCode(), other.GetHashCode());
        });
        Assert.False(fields.Equals(null));
        Assert.False(GatewayFields.Empty.Equals(null));
    }

    [Fact]
    public void Text_has_names_and_no_values()
    {
        Assert.Equal("[mop, country]", new GatewayFields(new("mop", "visa"), new("country", "CA")).ToString());
    }

    private static GatewayFields Of(string name, string value) => new(KeyValuePair.Create(name, value));
}
