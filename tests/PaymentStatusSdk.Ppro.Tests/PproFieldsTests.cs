namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>Which field counts when names repeat, which fields are fillers, and which are sensitive.</summary>
public sealed class PproFieldsTests
{
    [Theory]
    [InlineData("ERRMSG")]
    [InlineData("REDIRECTURL")]
    [InlineData("REDIRECTSECRET")]
    [InlineData("CHANNEL")]
    [InlineData("TAG")]
    public void Text_that_cannot_be_decoded_is_kept_under_its_name(string name)
    {
        var parsed = PproWire.Read(PproWire.Found($"STATUS=PENDING&{name}=%zz"));

        Assert.Equal((PaymentState.Pending, 0), (parsed.State, parsed.Answer.UnknownFieldCount));
        Assert.Equal([(name, "%zz")], parsed.Answer.SensitiveFields.Select(field => (field.Key, field.Value)));
        Assert.DoesNotContain(name, parsed.Answer.Fields.Keys);
    }

    [Theory]
    [InlineData("REDIRECTURL", PaymentState.ActionRequired)]
    [InlineData("REDIRECTSECRET", PaymentState.Pending)]
    public void Each_part_of_the_redirect_data_alone_is_sensitive(string name, PaymentState state)
    {
        var parsed = PproWire.Read(PproWire.Found($"STATUS=PENDING&{name}=a%2Fb"));

        Assert.Equal(state, parsed.State);
        Assert.Equal([(name, "a/b")], parsed.Answer.SensitiveFields.Select(field => (field.Key, field.Value)));
        Assert.DoesNotContain(name, parsed.Answer.Fields.Keys);
    }

    [Fact]
    public void Answer_without_redirect_data_has_no_sensitive_fields() =>
        Assert.Empty(PproWire.Read(PproWire.Found("STATUS=PENDING&ERRMSG=a&CHANNEL=b&TAG=c")).Answer.SensitiveFields);

    [Theory]
    [InlineData("ERRMSG=a&ERRMSG=b", "a")]
    [InlineData("ERRMSG=a&ERRMSG=", "a")]
    [InlineData("ERRMSG=&ERRMSG=b", "b")]
    [InlineData("ERRMSG=%zz&ERRMSG=b", "b")]
    public void First_readable_text_that_is_not_empty_counts(string fields, string message) =>
        Assert.Equal(message, PproWire.Read(PproWire.Found($"STATUS=PENDING&{fields}")).Answer.Message);

    [Theory]
    [InlineData("TEST1=a")]
    [InlineData("RANDX1=a")]
    [InlineData("RAND1X=a")]
    [InlineData("RAND-1=a")]
    [InlineData("RAND.1=a")]
    [InlineData("RAND:=a")]
    [InlineData("RAND=a")]
    [InlineData("XRAND1=a")]
    public void Filler_is_named_RAND_and_digits_only(string field) =>
        Assert.Equal(1, PproWire.Read(PproWire.Found($"STATUS=PENDING&{field}")).Answer.UnknownFieldCount);
}
