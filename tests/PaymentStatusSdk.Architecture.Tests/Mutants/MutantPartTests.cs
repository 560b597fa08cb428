using PaymentStatusSdk.Mutation.Running;

namespace PaymentStatusSdk.Architecture.Tests.Mutants;

/// <summary>The parts into which the mutants of a package are divided.</summary>
public class MutantPartTests
{
    [Theory]
    [InlineData("1/1")]
    [InlineData("2/5")]
    [InlineData("5/5")]
    public void Part_reads_its_own_text(string text)
    {
        Assert.True(MutantPart.TryParse(text, out var part));

        Assert.Equal(text, part.ToString());
        Assert.Equal(text == "1/1", part.IsWhole);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("0/5")]
    [InlineData("6/5")]
    [InlineData("-1/5")]
    [InlineData("1/0")]
    [InlineData("1/2/3")]
    [InlineData("a/b")]
    [InlineData(" 1/2")]
    public void Other_text_is_no_part(string text)
    {
        Assert.False(MutantPart.TryParse(text, out var part));

        Assert.Equal(MutantPart.Whole, part);
    }

    [Fact]
    public void Each_mutant_is_in_one_part()
    {
        var all = Enumerable.Range(0, 11).ToList();
        var parts = Enumerable.Range(1, 3).Select(number => new MutantPart(number, 3).Of(all).ToList()).ToList();

        Assert.Equal([0, 3, 6, 9], parts[0]);
        Assert.Equal(all, parts.SelectMany(part => part).Order());
        Assert.Equal(all, MutantPart.Whole.Of(all));
    }
}
