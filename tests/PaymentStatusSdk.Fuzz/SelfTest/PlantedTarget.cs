using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;

namespace PaymentStatusSdk.Fuzz.SelfTest;

/// <summary>A target whose reader is replaced by a wrong one. Everything that judges the reader stays.</summary>
internal sealed class PlantedTarget(FuzzTarget inner, Func<FuzzTarget, byte[], object?> read) : FuzzTarget
{
    public override string Name => inner.Name;

    public override IMutator Mutator => inner.Mutator;

    public override string? WireFolder => inner.WireFolder;

    public override IEnumerable<byte[]> Seeds => inner.Seeds;

    public override bool UsesOtherThreads => inner.UsesOtherThreads;

    public override long FixedAllocation => inner.FixedAllocation;

    public override long AllocationPerByte => inner.AllocationPerByte;

    public override bool IsTimed => inner.IsTimed;

    public override bool IsJudgedAtAnyLength => inner.IsJudgedAtAnyLength;

    public override byte[] Prepare(byte[] input) => inner.Prepare(input);

    public override object? Read(byte[] input) => read(inner, input);

    public override bool IsDocumented(Exception exception) => inner.IsDocumented(exception);

    public override bool IsDecision(object? reading) => inner.IsDecision(reading);

    public override void Judge(byte[] input, object? reading, Exception? failure) => inner.Judge(input, reading, failure);

    public override string Describe(object? reading, Exception? failure) => inner.Describe(reading, failure);
}
