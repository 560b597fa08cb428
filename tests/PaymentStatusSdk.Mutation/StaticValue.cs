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
            if (_generation == MutantSwitch.Generation) return _value!;
            _value = create();
            _generation = MutantSwitch.Generation;
            return _value;
        }
    }
}
