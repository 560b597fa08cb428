namespace PaymentStatusSdk.Mutation;

/// <summary>The value of a private static field of a mutated class. It is computed once for each mutant.</summary>
/// <typeparam name="T">The type of the field.</typeparam>
public sealed class StaticValue<T>(Func<T> create)
{
    private int _generation = -1;
    private T? _value;

    public T Value
    {
        get
        {
            // A thread that a test has left behind may still be here when the next mutant is activated.
            var generation = MutantSwitch.Generation;
            if (_generation == generation) return _value!;
            var value = create();
            (_value, _generation) = (value, generation);
            return value;
        }
    }
}
