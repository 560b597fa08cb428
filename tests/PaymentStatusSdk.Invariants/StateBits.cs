namespace PaymentStatusSdk.Invariants;

/// <summary>A set of states as a number, one bit for each state.</summary>
internal static class StateBits
{
    private static readonly PaymentState[] AllStates = Enum.GetValues<PaymentState>();

    public static int Of(params ReadOnlySpan<PaymentState> states)
    {
        var bits = 0;
        foreach (var state in states) bits |= 1 << (int)state;
        return bits;
    }

    public static IEnumerable<PaymentState> ToStates(int bits) => AllStates.Where(state => (bits & (1 << (int)state)) != 0);
}
