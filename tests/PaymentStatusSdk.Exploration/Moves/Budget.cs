namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>How often each kind of move is left: four bits each.</summary>
/// <param name="Bits">The counts.</param>
internal readonly record struct Budget(UInt128 Bits)
{
    public const int Unlimited = 15;

    /// <summary>Every move without a bound.</summary>
    public static Budget All { get; } = new(UInt128.MaxValue);

    public int Left(MoveKind kind) => (int)(Bits >> (4 * (int)kind)) & 15;

    public Budget With(MoveKind kind, int count)
    {
        var shift = 4 * (int)kind;
        return new((Bits & ~((UInt128)15 << shift)) | ((UInt128)count << shift));
    }

    public Budget Spend(MoveKind kind) => Left(kind) is var left && left == Unlimited ? this : With(kind, left - 1);
}
