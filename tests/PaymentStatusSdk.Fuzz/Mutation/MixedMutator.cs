namespace PaymentStatusSdk.Fuzz.Mutation;

/// <summary>Applies one to five changes, most of which respect the grammar.</summary>
internal sealed class MixedMutator(IMutator grammar) : IMutator
{
    private static readonly ByteMutator Bytes = new();

    public IEnumerable<byte[]> Words => grammar.Words.Concat(Bytes.Words);

    public byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        for (var i = 1 + (random.Next(2) * random.Next(5)); i > 0; i--)
            input = (random.Next(10) < 7 ? grammar : Bytes).Mutate(input, other, random);
        return input;
    }
}
