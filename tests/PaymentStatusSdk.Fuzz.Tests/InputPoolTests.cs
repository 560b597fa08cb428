using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;

namespace PaymentStatusSdk.Fuzz.Tests;

public sealed class InputPoolTests
{
    [Fact]
    public void Target_without_inputs_of_its_own_is_refused()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new InputPool(new NamedTarget("no-such-folder", wireFolder: null)));

        Assert.Contains("no-such-folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Target_whose_wire_files_are_missing_is_refused()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new InputPool(new NamedTarget("xml", "NoSuchGateway")));

        Assert.Contains("NoSuchGateway", exception.Message, StringComparison.Ordinal);
    }

    private sealed class NamedTarget(string name, string? wireFolder) : FuzzTarget
    {
        public override string Name => name;

        public override string? WireFolder => wireFolder;

        public override IMutator Mutator { get; } = new ByteMutator();

        public override object? Read(byte[] input) => null;
    }
}
