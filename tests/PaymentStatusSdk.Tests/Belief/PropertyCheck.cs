using FsCheck;
using FsCheck.Fluent;

namespace PaymentStatusSdk.Tests.Belief;

/// <summary>Runs a property over the same cases each time; a failure shows the seed and the smallest case.</summary>
internal static class PropertyCheck
{
    private const int Cases = 2_000;
    private static readonly Rnd Seed = new(20260102UL, 1234567UL);

    public static void Holds<T>(Arbitrary<T> values, Action<T> property)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(new Replay(Seed, null));
        Check.One(config, Prop.ForAll(values, property));
    }
}
