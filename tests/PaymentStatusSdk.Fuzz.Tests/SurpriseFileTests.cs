using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Targets;

namespace PaymentStatusSdk.Fuzz.Tests;

public sealed class SurpriseFileTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Command_repeats_the_part_that_was_repeated(bool isRepeated)
    {
        RepeatedPart? part = isRepeated ? new RepeatedPart(3, 14) : null;

        var command = SurpriseFile.CommandFor(AllTargets.Create("form"), new Surprise(Oracle.Time, "slow", part), "folder/input");

        var arguments = FuzzArguments.Read(command.Split(" -- ")[1].Split(' '));
        Assert.Equal("form", Assert.Single(arguments!.Targets));
        Assert.Equal("folder/input", arguments.Input);
        Assert.Equal(part, arguments.Repeated);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("3,0")]
    [InlineData("-1,2")]
    [InlineData("1,2,3")]
    [InlineData("a,2")]
    public void Part_of_another_form_is_refused(string part) => Assert.Null(FuzzArguments.Read(["--repeat", part]));

    [Theory]
    [InlineData(0, 5, true)]
    [InlineData(4, 1, true)]
    [InlineData(4, 2, false)]
    [InlineData(6, 1, false)]
    [InlineData(1, int.MaxValue, false)]
    public void Part_lies_within_the_input(int start, int length, bool isIn) =>
        Assert.Equal(isIn, new RepeatedPart(start, length).IsIn(new byte[5]));
}
