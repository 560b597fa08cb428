namespace PaymentStatusSdk.Fuzz.Mutation;

/// <summary>Makes new inputs from known ones. The same random numbers give the same input.</summary>
internal interface IMutator
{
    /// <summary>The words that changes insert, for the dictionary of another fuzzer.</summary>
    IEnumerable<byte[]> Words { get; }

    /// <summary>Returns a changed copy.</summary>
    /// <param name="input">The input to change.</param>
    /// <param name="other">Another input, of which parts may be used.</param>
    /// <param name="random">The source of all choices.</param>
    byte[] Mutate(byte[] input, byte[] other, Random random);
}
