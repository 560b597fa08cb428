using PaymentStatusSdk.Cli.Record.Redaction;

namespace PaymentStatusSdk.Cli.Tests.Record;

/// <summary>The variables and made-up references that replace the values of a recording.</summary>
public class PlaceholdersTests
{
    [Fact]
    public void Variable_of_a_value_is_the_same_everywhere_and_counts_by_its_name()
    {
        var placeholders = new Placeholders();

        Assert.Equal("{{login-1}}", placeholders.Variable("login", "a"));
        Assert.Equal("{{login-2}}", placeholders.Variable("login", "b"));
        Assert.Equal("{{session-1}}", placeholders.Variable("session", "c"));
        Assert.Equal("{{login-1}}", placeholders.Variable("session", "a"));
        Assert.Equal("{{session-2}}", placeholders.Variable("session", "A"));
        Assert.Equal("{{login-2}}", placeholders.Reference("b"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("0", "0")]
    [InlineData("-", "-")]
    [InlineData("00", "01")]
    [InlineData("01", "02")]
    [InlineData("9", "1")]
    [InlineData("Order-7", "Aaaaa-1")]
    [InlineData("sale\u00FC9", "aaaaa1")]
    [InlineData("~x_1", "~a_1")]
    [InlineData("B", "C")]
    [InlineData("b", "c")]
    [InlineData("__", "__1")]
    public void Reference_has_the_form_of_the_real_one(string reference, string madeUp)
    {
        var placeholders = new Placeholders();

        var first = placeholders.Reference(reference);

        Assert.Equal(first, placeholders.Reference(reference));
        Assert.Equal(madeUp, first);
    }

    [Fact]
    public void Numbers_of_references_carry_over_to_the_next_place()
    {
        var placeholders = new Placeholders();

        var tenth = Enumerable.Range(0, 10).Select(number => placeholders.Reference($"X{number + 20}")).ToList()[^1];

        Assert.Equal("A10", tenth);
    }

    [Fact]
    public void Letters_of_references_are_those_from_a_to_f()
    {
        var placeholders = new Placeholders();

        var references = Enumerable.Range(0, 7).Select(number => placeholders.Reference($"z{(char)('t' + number)}"));

        Assert.Equal(["ab", "ac", "ad", "ae", "af", "ba", "bb"], references);
    }
}
