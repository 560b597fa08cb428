namespace PaymentStatusSdk.Tests.Model;

public sealed class GatewayAnswerTests
{
    [Fact]
    public void Fields_are_kept_and_null_counts_as_none()
    {
        var fields = new GatewayFields(new("mop", "visa"), new("country", "CA"));

        Assert.Same(fields, new GatewayAnswer { Fields = fields }.Fields);
        // As for a stored document in which they are missing.
        Assert.Same(GatewayFields.Empty, new GatewayAnswer { Fields = null! }.Fields);
    }

    [Theory]
    [InlineData("CAPTURED", "000", "CAPTURED 000")]
    [InlineData("CAPTURED", null, "CAPTURED -")]
    [InlineData(null, "000", "- 000")]
    public void Text_has_the_state_and_the_code_only(string? state, string? code, string text)
    {
        var answer = new GatewayAnswer { State = state, Code = code, Message = "Receipt of Jane Doe" };

        Assert.Equal(text, answer.ToString());
    }
}
